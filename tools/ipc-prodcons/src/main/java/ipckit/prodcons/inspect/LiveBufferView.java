package ipckit.prodcons.inspect;

import ipckit.common.CountedNoun;
import ipckit.common.cli.output.Quantities;
import ipckit.common.naming.ObjectName;
import ipckit.common.queue.RingParticipant;
import ipckit.common.queue.RingRole;
import ipckit.common.queue.RingSnapshot;
import ipckit.common.queue.WaitReason;
import ipckit.prodcons.ParticipantCondition;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Makes the frames (pictures) that {@code stat --watch} shows on a terminal. A frame shows the ring
 * and its participants. It also shows how many items per second producers have put and consumers
 * have consumed since the previous frame. Only one thread may use an instance.
 */
final class LiveBufferView {
    private static final int BAR_WIDTH = 60;
    private static final int MAX_PARTICIPANTS = 12;
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final ObjectName name;
    private final boolean colour;
    private RingSnapshot before;
    private long beforeNanos;

    /**
     * @param colour whether the frames may contain terminal escape sequences, which show the
     *     buffer's state (for example FULL) in bold
     */
    LiveBufferView(ObjectName name, boolean colour) {
        this.name = name;
        this.colour = colour;
    }

    /**
     * Returns the lines of one frame. The lines contain no control characters, except those for
     * bold text.
     *
     * @param nanos the instant of the snapshot, by {@link System#nanoTime()}
     */
    List<String> frame(RingSnapshot seen, long nanos) {
        List<String> lines = new ArrayList<>();
        String state = TextbookVariables.state(seen);
        lines.add(name + "  " + (colour ? BOLD + state + PLAIN : state));
        lines.add("");
        lines.addAll(picture(seen));
        lines.add("");
        lines.add(numbers(seen));
        lines.add(rates(seen, nanos));
        lines.add("");
        participants(lines, seen);
        before = seen;
        beforeNanos = nanos;
        return lines;
    }

    private static List<String> picture(RingSnapshot seen) {
        long slots = seen.spec().slots();
        if (slots > 0) {
            long in = TextbookVariables.in(seen);
            return new RingTextDrawing(slots, in, TextbookVariables.out(seen), seen.items())
                    .lines();
        }
        long capacity = TextbookVariables.capacity(seen.spec());
        String used = Quantities.bytes(seen.bytes());
        if (capacity < 0) {
            return List.of(used + ", unbounded");
        }
        int filled = (int) Math.ceil((double) seen.bytes() / capacity * BAR_WIDTH);
        String bar = "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] ";
        return List.of(bar + used + " of " + Quantities.bytes(capacity));
    }

    private static String numbers(RingSnapshot seen) {
        String ends =
                "in = " + TextbookVariables.in(seen) + ", out = " + TextbookVariables.out(seen);
        String items = CountedNoun.of(seen.items(), "item") + " (" + seen.claimed() + " claimed)";
        String faults = seen.redelivered() + " redelivered, " + seen.dropped() + " dropped";
        return ends + ", " + items + ", " + faults;
    }

    private String rates(RingSnapshot seen, long nanos) {
        if (before == null) {
            return "";
        }
        long passed = nanos - beforeNanos;
        String in = Quantities.countRate(seen.in() - before.in(), passed);
        return in + " in, " + Quantities.countRate(seen.out() - before.out(), passed) + " out";
    }

    private static void participants(List<String> lines, RingSnapshot seen) {
        long now = System.currentTimeMillis();
        int shown = 0;
        for (RingParticipant one : seen.participants()) {
            if (one.role() == RingRole.NONE) {
                continue;
            }
            if (++shown > MAX_PARTICIPANTS) {
                lines.add("and " + (seen.participants().size() - MAX_PARTICIPANTS) + " more");
                break;
            }
            lines.add(line(one, now));
        }
    }

    private static String line(RingParticipant one, long now) {
        String who = one.role().name().toLowerCase(Locale.ROOT) + " " + one.pid();
        ParticipantCondition condition = ParticipantCondition.of(one);
        String how = "";
        if (condition != ParticipantCondition.ALIVE) {
            how = "  " + condition.word();
        } else if (one.waiting() != WaitReason.NOTHING) {
            String what = one.waiting().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            long nanos = TimeUnit.MILLISECONDS.toNanos(now - one.waitingSince());
            how = "  waits for " + what + ", " + Quantities.duration(nanos);
        }
        return who + "  " + CountedNoun.of(one.items(), "item") + how;
    }
}
