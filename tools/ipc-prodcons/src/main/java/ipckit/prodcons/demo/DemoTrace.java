package ipckit.prodcons.demo;

import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;

/**
 * Prints each event as one line on stdout. The line shows the variables of the buffer, for example
 * {@code { in = 1, out = 0 }}, and the state of each slot.
 */
record DemoTrace(Console console, boolean json) {
    /** The largest number of slots for which a line shows the state of each slot. */
    private static final int MAX_SLOTS = 40;

    /** Prints an explanation of the trace's lines, unless the output is JSON. */
    void printLegend(DemoPlan plan) {
        if (json) {
            return;
        }
        int slots = plan.slots();
        TextOutput out = console.text();
        out.print(
                """
                in: the next free slot; out: the first full slot; BUFFER_SIZE = %1$s
                EMPTY: in == out
                FULL:  (in + 1) %% %1$s == out, so %2$s items at most
                (The last ring drawn in the lecture has in = 2, out = 2 and says FULL;
                in == out is EMPTY, always: one slot stays free so that FULL differs from it.)
                """
                        .formatted(slots, slots - 1));
        if (slots <= MAX_SLOTS) {
            out.println(
                    plan.withoutLock()
                            ? "Slots: . free, # full, according to in and out"
                            : "Slots: . free, # full, o full and claimed by a consumer, - consumed"
                                    + " but not free yet");
        }
        out.println("Item 2.5 is the fifth item of producer 2.").println("");
        out.flush();
    }

    void print(TimelineEvent event) {
        if (json) {
            printJson(event);
            return;
        }
        DemoBufferState state = event.state();
        int widest = "{ in = , out =  }".length() + 2 * digits(state.slots() - 1);
        StringBuilder line = new StringBuilder();
        line.repeat(' ', Math.max(0, 4 - digits(event.step()))).append(event.step()).append("  ");
        padded(line, state.variables(), widest + 2);
        if (state.slots() <= MAX_SLOTS) {
            line.append(state.slotStates()).append("  ");
        }
        padded(line, state.condition(), 7);
        line.append(event.worker().title()).append(' ').append(event.text());
        console.text().println(line).flush();
    }

    private static void padded(StringBuilder line, String text, int width) {
        line.append(text).repeat(' ', Math.max(0, width - text.length()));
    }

    private static int digits(long number) {
        return Long.toString(number).length();
    }

    private void printJson(TimelineEvent event) {
        DemoBufferState state = event.state();
        JsonWriter line = console.json().object().field("step", event.step());
        line.field("process", event.worker().title()).field("pid", event.worker().pid());
        line.field("event", event.kind());
        line.field("item", event.item().isEmpty() ? null : event.item());
        line.field("in", state.in()).field("out", state.out());
        line.field("empty", state.isEmpty()).field("full", state.isFull());
        line.field("slots", state.slotStates()).field("text", event.text()).end().endLine();
    }
}
