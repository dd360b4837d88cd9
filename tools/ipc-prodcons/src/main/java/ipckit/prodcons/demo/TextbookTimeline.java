package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in the textbook's buffer. Nothing there has a number or an order but the clock's,
 * and {@code in} and {@code out} are what each process found them to be: that is the mistake.
 */
final class TextbookTimeline implements Timeline {
    private final int slots;
    private final Map<DemoWorker, ArrayDeque<WorkerReport>> heard = new LinkedHashMap<>();
    private final DemoItem[] written;
    private final boolean[] wasRead;
    private int in;
    private int out;
    private long steps;

    TextbookTimeline(int slots) {
        this.slots = slots;
        this.written = new DemoItem[slots];
        this.wasRead = new boolean[slots];
    }

    @Override
    public void hear(DemoWorker who, WorkerReport report) {
        if (report.kind() != Kind.GATE) {
            heard.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(report);
        }
    }

    @Override
    public void died(DemoWorker who) {
        hear(who, WorkerReport.now(Kind.LEAVES));
    }

    @Override
    public TimelineEvent next(long until) {
        DemoWorker first = null;
        long earliest = until;
        for (Map.Entry<DemoWorker, ArrayDeque<WorkerReport>> entry : heard.entrySet()) {
            WorkerReport report = entry.getValue().peek();
            if (report != null && report.nanos() - earliest <= 0) {
                first = entry.getKey();
                earliest = report.nanos();
            }
        }
        if (first == null) {
            return null;
        }
        first = rather(first);
        return tell(first, heard.get(first).poll());
    }

    /**
     * Of two who set the same variable at the same time, as far as their clocks tell, the one came
     * first who set what follows from the value before.
     */
    private DemoWorker rather(DemoWorker first) {
        WorkerReport report = heard.get(first).peek();
        if (followsFromNow(report)) {
            return first;
        }
        for (Map.Entry<DemoWorker, ArrayDeque<WorkerReport>> entry : heard.entrySet()) {
            WorkerReport other = entry.getValue().peek();
            if (other != null
                    && other.kind() == report.kind()
                    && other.began() - report.nanos() <= 0
                    && followsFromNow(other)) {
                return entry.getKey();
            }
        }
        return first;
    }

    private boolean followsFromNow(WorkerReport report) {
        return switch (report.kind()) {
            case MOVED_IN -> report.value() == (in + 1) % slots;
            case MOVED_OUT -> report.value() == (out + 1) % slots;
            default -> true;
        };
    }

    private TimelineEvent tell(DemoWorker who, WorkerReport report) {
        int slot = (int) report.place();
        String name = report.item().name();
        return switch (report.kind()) {
            case WAITS -> {
                String why = who.role() == DemoRole.PRODUCER ? "FULL" : "EMPTY";
                yield moment(who, "waits", "", "waits: it sees the buffer " + why, false);
            }
            case WROTE -> {
                String text = "writes item " + name + " into buffer[" + slot + "]" + over(slot);
                written[slot] = report.item();
                wasRead[slot] = false;
                yield moment(who, "writes", name, text, true);
            }
            case MOVED_IN -> {
                in = (int) report.value();
                yield moment(who, "sets-in", name, "sets in = " + in, true);
            }
            case READ -> {
                String text = "reads " + what(report.item()) + " from buffer[" + slot + "]";
                if (wasRead[slot]) {
                    text += ", which was read before";
                }
                wasRead[slot] = true;
                yield moment(who, "reads", name, text, true);
            }
            case MOVED_OUT -> {
                out = (int) report.value();
                yield moment(who, "sets-out", name, "sets out = " + out, true);
            }
            default -> moment(who, "leaves", "", "has done its work and leaves", false);
        };
    }

    private String over(int slot) {
        return written[slot] == null || wasRead[slot]
                ? ""
                : " over item " + written[slot].name() + ", which nobody has read: it is lost";
    }

    private static String what(DemoItem item) {
        return item.isWhole() ? "item " + item.name() : "what is no item";
    }

    private TimelineEvent moment(
            DemoWorker who, String event, String item, String text, boolean changes) {
        StringBuilder states = new StringBuilder().repeat(DemoBufferState.FREE, slots);
        String[] names = new String[slots];
        Arrays.fill(names, "");
        for (int slot = 0; slot < slots; slot++) {
            names[slot] = written[slot] == null ? "" : written[slot].name();
        }
        for (int slot = out; slot != in; slot = (slot + 1) % slots) {
            states.setCharAt(slot, DemoBufferState.FULL);
        }
        DemoBufferState picture = new DemoBufferState(in, out, states.toString(), names);
        return new TimelineEvent(++steps, who, event, item, text, changes, picture);
    }
}
