package ipckit.prodcons.inspect;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Quantities;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.cli.output.TextTable;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.RingParticipant;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.RingSpec;
import ipckit.common.queue.WaitReason;
import ipckit.prodcons.ParticipantCondition;

import java.util.Locale;

/**
 * Prints a snapshot of a buffer as text: one line for each value, then a table of the participants.
 * Two of the values are called {@code in} and {@code out}, as in the textbook's bounded buffer.
 */
record BufferSnapshotText(TextOutput out) {

    void print(ObjectName name, RingSnapshot seen) {
        RingSpec spec = seen.spec();
        out.property("buffer", name.text() + ", " + kind(spec));
        out.property("state", seen.removed() ? "being removed" : TextbookVariables.state(seen));
        if (spec.slots() > 0) {
            out.property("BUFFER_SIZE", spec.slots() + rule(spec));
            out.property("in", TextbookVariables.in(seen) + "  (" + seen.in() + " produced)");
            out.property("out", TextbookVariables.out(seen) + "  (" + seen.out() + " consumed)");
        } else {
            out.property("in", seen.in() + "  (produced)");
            out.property("out", seen.out() + "  (consumed)");
        }
        out.property("items", seen.items() + "  (" + seen.claimed() + " claimed)");
        long capacity = TextbookVariables.capacity(spec);
        String room = capacity < 0 ? "" : " of " + Quantities.bytes(capacity);
        out.property("bytes", Quantities.bytes(seen.bytes()) + room);
        String ever = " now, " + seen.producersEver() + " ever";
        out.property("producers", seen.living(RingRole.PRODUCER) + ever);
        out.property("consumers", seen.living(RingRole.CONSUMER) + " now");
        out.property("redelivered", Long.toString(seen.redelivered()));
        out.property("recoveries", Long.toString(seen.recoveries()));
        out.property("dropped", Long.toString(seen.dropped()));
        lock("producers' lock", seen, seen.producersLock());
        lock("consumers' lock", seen, seen.consumersLock());
        out.property("created", Timestamps.iso(seen.created()));
        participants(seen);
    }

    private static String kind(RingSpec spec) {
        return (spec.unbounded() ? "unbounded" : "bounded")
                + (spec.oneToOne() ? ", one to one" : "")
                + (spec.pipeDoorbell() ? ", doorbell fifo" : "");
    }

    private static String rule(RingSpec spec) {
        return spec.fullRule() == RingSpec.FullRule.TEXTBOOK
                ? "  (FULL when (in + 1) % BUFFER_SIZE == out: "
                        + CountedNoun.of(spec.itemLimit(), "item")
                        + ")"
                : "  (FULL when all are used)";
    }

    private void lock(String title, RingSnapshot seen, int index) {
        RingParticipant holder = seen.in(index);
        if (holder != null) {
            String condition = ParticipantCondition.of(holder).word();
            out.property(title, "held by pid " + holder.pid() + ", " + condition);
        }
    }

    private void participants(RingSnapshot seen) {
        if (seen.participants().isEmpty()) {
            return;
        }
        TextTable table = new TextTable().left("ROLE").right("PID").left("STATE");
        table.right("ITEMS").right("CLAIMED").left("WAITS FOR").left("SINCE");
        for (RingParticipant one : seen.participants()) {
            boolean idle = one.waiting() == WaitReason.NOTHING;
            table.row(
                    words(one.role().name()),
                    Long.toString(one.pid()),
                    ParticipantCondition.of(one).word(),
                    Long.toString(one.items()),
                    Long.toString(one.claimed()),
                    one.waits() ? words(one.waiting().name()) : "",
                    Timestamps.iso(idle ? one.since() : one.waitingSince()));
        }
        out.println("");
        table.print(out);
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
