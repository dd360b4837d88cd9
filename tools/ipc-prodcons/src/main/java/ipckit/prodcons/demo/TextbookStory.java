package ipckit.prodcons.demo;

import ipckit.prodcons.demo.Report.Kind;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened in the textbook's buffer. Nothing there has a number or an order but the clock's,
 * and {@code in} and {@code out} are what each process found them to be: that is the mistake.
 */
final class TextbookStory implements Story {
    private final int slots;
    private final Map<Worker, ArrayDeque<Report>> heard = new LinkedHashMap<>();
    private final Item[] written;
    private final boolean[] wasRead;
    private int in;
    private int out;
    private long steps;

    TextbookStory(int slots) {
        this.slots = slots;
        this.written = new Item[slots];
        this.wasRead = new boolean[slots];
    }

    @Override
    public void hear(Worker who, Report report) {
        if (report.kind() != Kind.GATE) {
            heard.computeIfAbsent(who, _ -> new ArrayDeque<>()).add(report);
        }
    }

    @Override
    public void died(Worker who) {
        hear(who, Report.now(Kind.LEAVES));
    }

    @Override
    public Moment next(long until) {
        Worker first = null;
        long earliest = until;
        for (Map.Entry<Worker, ArrayDeque<Report>> entry : heard.entrySet()) {
            Report report = entry.getValue().peek();
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
    private Worker rather(Worker first) {
        Report report = heard.get(first).peek();
        if (followsFromNow(report)) {
            return first;
        }
        for (Map.Entry<Worker, ArrayDeque<Report>> entry : heard.entrySet()) {
            Report other = entry.getValue().peek();
            if (other != null
                    && other.kind() == report.kind()
                    && other.began() - report.nanos() <= 0
                    && followsFromNow(other)) {
                return entry.getKey();
            }
        }
        return first;
    }

    private boolean followsFromNow(Report report) {
        return switch (report.kind()) {
            case MOVED_IN -> report.value() == (in + 1) % slots;
            case MOVED_OUT -> report.value() == (out + 1) % slots;
            default -> true;
        };
    }

    private Moment tell(Worker who, Report report) {
        int slot = (int) report.place();
        String name = report.item().name();
        return switch (report.kind()) {
            case WAITS -> {
                String why = who.role() == Role.PRODUCER ? "FULL" : "EMPTY";
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

    private static String what(Item item) {
        return item.isWhole() ? "item " + item.name() : "what is no item";
    }

    private Moment moment(Worker who, String event, String item, String text, boolean changes) {
        StringBuilder states = new StringBuilder().repeat(Picture.FREE, slots);
        String[] names = new String[slots];
        Arrays.fill(names, "");
        for (int slot = 0; slot < slots; slot++) {
            names[slot] = written[slot] == null ? "" : written[slot].name();
        }
        for (int slot = out; slot != in; slot = (slot + 1) % slots) {
            states.setCharAt(slot, Picture.FULL);
        }
        Picture picture = new Picture(in, out, states.toString(), names);
        return new Moment(++steps, who, event, item, text, changes, picture);
    }
}
