package ipckit.prodcons.demo;

import ipckit.prodcons.demo.buffer.DemoItem;
import ipckit.prodcons.demo.buffer.DemoRole;
import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.util.ArrayDeque;
import java.util.Map;

/**
 * The timeline of a demonstration with the textbook's buffer, which consists of the variables
 * {@code buffer}, {@code in} and {@code out}. The items in this buffer have no sequence numbers.
 * Therefore the instants in the reports determine the order of the events. If two instants are
 * nearly equal, the reported new values of {@code in} or {@code out} determine the order.
 */
final class TextbookTimeline extends Timeline {
    private final DemoItem[] written;
    private final boolean[] wasRead;
    private int in;
    private int out;

    TextbookTimeline(int slots) {
        super(slots);
        this.written = new DemoItem[slots];
        this.wasRead = new boolean[slots];
    }

    @Override
    void addDeath(DemoWorker worker) {
        add(worker, WorkerReport.now(Kind.LEAVES));
    }

    @Override
    TimelineEvent next(long until) {
        DemoWorker first = earliest(until, (_, _) -> true);
        if (first == null) {
            return null;
        }
        first = preferSuccessor(first);
        return toEvent(first, reports.get(first).poll());
    }

    /**
     * Returns the worker whose report is the next event. By default, this is {@code first}, the
     * worker with the earliest report. If two workers set {@code in}, or {@code out}, at nearly the
     * same instant, the order of their reports is uncertain. In this case, returns the worker that
     * sets the variable to the next slot. The next slot is the slot after the present value of the
     * variable in the timeline.
     */
    private DemoWorker preferSuccessor(DemoWorker first) {
        WorkerReport report = reports.get(first).peek();
        if (isSuccessor(report)) {
            return first;
        }
        for (Map.Entry<DemoWorker, ArrayDeque<WorkerReport>> entry : reports.entrySet()) {
            WorkerReport other = entry.getValue().peek();
            if (other != null
                    && other.kind() == report.kind()
                    && other.began() - report.nanos() <= 0
                    && isSuccessor(other)) {
                return entry.getKey();
            }
        }
        return first;
    }

    private boolean isSuccessor(WorkerReport report) {
        return switch (report.kind()) {
            case MOVED_IN -> report.value() == (in + 1) % slots;
            case MOVED_OUT -> report.value() == (out + 1) % slots;
            default -> true;
        };
    }

    private TimelineEvent toEvent(DemoWorker worker, WorkerReport report) {
        int slot = (int) report.place();
        String name = report.item().name();
        return switch (report.kind()) {
            case WAITS -> {
                String why = worker.role() == DemoRole.PRODUCER ? "FULL" : "EMPTY";
                yield event(worker, "waits", "", "waits: it sees the buffer " + why);
            }
            case WROTE -> {
                String text =
                        "writes item " + name + " into buffer[" + slot + "]" + overwritten(slot);
                written[slot] = report.item();
                wasRead[slot] = false;
                yield event(worker, "writes", name, text);
            }
            case MOVED_IN -> {
                in = (int) report.value();
                yield event(worker, "sets-in", name, "sets in = " + in);
            }
            case READ -> {
                String text = "reads " + describe(report.item()) + " from buffer[" + slot + "]";
                if (wasRead[slot]) {
                    text += ", which was read before";
                }
                wasRead[slot] = true;
                yield event(worker, "reads", name, text);
            }
            case MOVED_OUT -> {
                out = (int) report.value();
                yield event(worker, "sets-out", name, "sets out = " + out);
            }
            default -> event(worker, "leaves", "", "has done its work and leaves");
        };
    }

    private String overwritten(int slot) {
        return written[slot] == null || wasRead[slot]
                ? ""
                : " over item " + written[slot].name() + ", which was not read yet: it is lost";
    }

    private static String describe(DemoItem item) {
        return item.isWhole() ? "item " + item.name() : "something that is no item";
    }

    @Override
    DemoBufferState state() {
        StringBuilder states = new StringBuilder().repeat(DemoBufferState.FREE, slots);
        String[] names = new String[slots];
        for (int slot = 0; slot < slots; slot++) {
            names[slot] = written[slot] == null ? "" : written[slot].name();
        }
        for (int slot = out; slot != in; slot = (slot + 1) % slots) {
            states.setCharAt(slot, DemoBufferState.FULL);
        }
        return new DemoBufferState(in, out, states.toString(), names);
    }
}
