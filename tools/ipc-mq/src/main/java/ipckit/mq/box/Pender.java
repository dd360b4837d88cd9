package ipckit.mq.box;

import ipckit.common.Deadline;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Sends messages that are kept beyond the limit when the mailbox is full: one for each sender, as
 * Mach had it. For one thread.
 */
public final class Pender implements AutoCloseable {
    private final Outbox out;
    private final Member member;
    private final Slots slots;
    private final byte[] sender;

    /**
     * @param sender by whose name it is told whether one is kept already
     */
    Pender(Member member, String sender) {
        this.member = member;
        this.out = new Outbox(member);
        this.slots = member.slots;
        this.sender =
                Arrays.copyOf(
                        Meta.of(sender).bytes(),
                        Short.BYTES + sender.getBytes(StandardCharsets.UTF_8).length);
    }

    /**
     * Sends a message if there is room; otherwise keeps it beyond the limit, if none of this sender
     * is kept already. It is delivered when there is room, and before anything that anybody sends
     * later.
     *
     * @return DONE, PENDING, PENDING_BEFORE, PENDING_TOO_MANY or REMOVED
     */
    public Outcome sendOrPend(Draft draft) {
        out.writing.check(draft);
        if (member.file.isRemoved()) {
            return Outcome.REMOVED;
        }
        Outcome outcome = put(draft);
        if (outcome == Outcome.DONE || outcome == Outcome.PENDING) {
            out.reportable();
        }
        return outcome;
    }

    private Outcome put(Draft draft) {
        long room = out.writing.room(draft, Writing.Wait.NOT);
        member.lock(Deadline.NOW);
        try {
            int free = slots.free(room);
            if (free == Slots.NONE) {
                member.sweep();
                free = slots.free(room);
            }
            if (free != Slots.NONE) {
                out.commit(free, draft, Writing.Wait.NOT);
                member.arrived();
                return Outcome.DONE;
            }
            if (isPending()) {
                return Outcome.PENDING_BEFORE;
            }
            int beyond = slots.freeBeyond(room);
            if (beyond == Slots.NONE) {
                return Outcome.PENDING_TOO_MANY;
            }
            out.writing.fill(beyond, draft, System.currentTimeMillis(), Writing.Wait.NOT);
            slots.park(beyond);
            out.number = slots.number(beyond);
            return Outcome.PENDING;
        } finally {
            member.unlock();
        }
    }

    /** Waits until nothing of this sender is kept beyond the limit. */
    public Outcome awaitAccepted(Deadline deadline) {
        for (; ; ) {
            if (member.file.isRemoved()) {
                return Outcome.REMOVED;
            }
            boolean pending;
            member.lock(deadline);
            try {
                member.sweep();
                pending = isPending();
            } finally {
                member.unlock();
            }
            if (!pending) {
                return Outcome.DONE;
            }
            int seen = slots.pending();
            switch (member.sleep(Member.FOR_ANSWER, () -> slots.pending() < seen, deadline)) {
                case LOOK -> {}
                case TIMED_OUT -> {
                    return Outcome.TIMED_OUT;
                }
                case REMOVED -> {
                    return Outcome.REMOVED;
                }
                case GIVEN_UP -> {
                    return Outcome.GIVEN_UP;
                }
            }
        }
    }

    private boolean isPending() {
        boolean[] found = {false};
        slots.eachPending(
                pending -> {
                    byte[] meta = out.reading.meta(pending);
                    found[0] |=
                            meta.length >= sender.length
                                    && Arrays.equals(
                                            meta, 0, sender.length, sender, 0, sender.length);
                });
        return found[0];
    }

    /** The number of the message that was sent last. */
    public long number() {
        return out.number;
    }

    @Override
    public void close() {
        member.close();
    }
}
