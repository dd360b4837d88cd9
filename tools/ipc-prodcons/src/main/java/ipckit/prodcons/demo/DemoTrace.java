package ipckit.prodcons.demo;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;

/** Tells every step, as the lecture draws it, on stdout: a line each. */
final class DemoTrace {
    /** A longer buffer is not drawn in a line. */
    private static final int WIDEST = 40;

    private final Console console;
    private final boolean json;

    DemoTrace(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** What the lines mean. */
    void legend(DemoPlan plan) {
        if (json) {
            return;
        }
        int slots = plan.slots();
        TextOutput out = console.text();
        out.println("in: the next free slot; out: the first full slot; BUFFER_SIZE = " + slots);
        out.println("EMPTY: in == out");
        out.println("FULL:  (in + 1) % " + slots + " == out, so " + (slots - 1) + " items at most");
        out.println("(The last ring drawn in the lecture has in = 2, out = 2 and says FULL;");
        out.println("in == out is EMPTY, always: that is what the slot that stays free is for.)");
        if (slots <= WIDEST) {
            out.println(
                    plan.withoutLock()
                            ? "Slots: . free, # full, by what in and out say"
                            : "Slots: . free, # full, o full and in a consumer's hands, - consumed"
                                    + " before its turn");
        }
        out.println("Item 2.5 is the fifth of producer 2.").println("");
        out.flush();
    }

    void tell(TimelineEvent moment) {
        if (json) {
            tellJson(moment);
            return;
        }
        DemoBufferState picture = moment.picture();
        int widest = "{ in = , out =  }".length() + 2 * digits(picture.slots() - 1);
        StringBuilder line = new StringBuilder();
        line.repeat(' ', Math.max(0, 4 - digits(moment.step()))).append(moment.step()).append("  ");
        padded(line, picture.variables(), widest + 2);
        if (picture.slots() <= WIDEST) {
            line.append(picture.states()).append("  ");
        }
        padded(line, picture.condition(), 7);
        line.append(moment.who().title()).append(' ').append(moment.text());
        console.text().println(line).flush();
    }

    private static void padded(StringBuilder line, String text, int width) {
        line.append(text).repeat(' ', Math.max(0, width - text.length()));
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    private void tellJson(TimelineEvent moment) {
        DemoBufferState picture = moment.picture();
        JsonWriter object = console.json().object();
        object.field("step", moment.step());
        object.field("process", moment.who().title());
        object.field("pid", moment.who().pid());
        object.field("event", moment.event());
        object.field("item", moment.item().isEmpty() ? null : moment.item());
        object.field("in", picture.in());
        object.field("out", picture.out());
        object.field("empty", picture.isEmpty());
        object.field("full", picture.isFull());
        object.field("slots", picture.states());
        object.field("text", moment.text());
        object.end().endLine();
    }
}
