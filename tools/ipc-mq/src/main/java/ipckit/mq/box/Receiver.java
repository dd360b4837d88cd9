package ipckit.mq.box;

import ipckit.common.Deadline;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Receives messages from a mailbox, one at a time: each is to be acknowledged or given back before
 * the next. For one thread.
 */
public final class Receiver implements AutoCloseable {
    private final Member member;
    private final BoxSpec spec;
    private final Mapping shared;
    private int held = Slots.NONE;
    private long received;

    Receiver(Member member) {
        this.member = member;
        this.spec = member.file.spec;
        this.shared = member.shared;
    }

    /**
     * Waits for a message, which is in our hands from then on: see {@link #message}. The one before
     * is acknowledged.
     */
    public Outcome receive(Deadline deadline) {
        boolean thorough = false;
        for (; ; ) {
            if (take(thorough, deadline)) {
                return Outcome.DONE;
            }
            if (member.spins(this::hasMessage, deadline)) {
                continue;
            }
            switch (member.sleep(
                    Member.FOR_MESSAGES, member.arrivals, this::hasMessage, deadline)) {
                case LOOK -> thorough = member.overslept();
                case TIMED_OUT -> {
                    // Whoever does not wait still gets what a dead one held.
                    return !thorough && take(true, deadline) ? Outcome.DONE : Outcome.TIMED_OUT;
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

    private boolean hasMessage() {
        return member.slots.ready() > 0;
    }

    private boolean take(boolean thorough, Deadline deadline) {
        boolean freed = held != Slots.NONE;
        member.lock(deadline);
        try {
            if (freed) {
                member.slots.acknowledge(held);
                held = Slots.NONE;
            }
            int best = member.slots.best();
            if (best == Slots.NONE && thorough && member.slots.claimed() > 0 && member.sweep()) {
                best = member.slots.best();
            }
            if (best != Slots.NONE) {
                member.slots.claim(best, member.seat);
                held = best;
            }
        } finally {
            member.unlock();
        }
        if (freed) {
            member.room.signal();
            member.moved(++received);
        }
        return held != Slots.NONE;
    }

    /** The message in our hands. */
    public Message message() {
        long line = BoxLayout.line(held);
        long cell = spec.cellAt(held);
        return new Message(
                Words.get(shared, line + LineLayout.SEQUENCE),
                Words.get(shared, line + LineLayout.SENT),
                Words.getInt(shared, line + LineLayout.PRIORITY),
                State.times(member.slots.state(held)),
                bytes(cell, line + LineLayout.META_LENGTH, BoxSpec.META_BYTES),
                bytes(cell + BoxSpec.META_BYTES, line + LineLayout.BODY_LENGTH, spec.maxSize()));
    }

    private byte[] bytes(long at, long lengthAt, int most) {
        int length = Words.getInt(shared, lengthAt);
        if (length < 0 || length > most) {
            throw Slots.damaged("a message has an impossible length");
        }
        MemorySegment bytes = shared.segment().asSlice(at, length);
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    /** Says that nobody needs it any more. */
    public void acknowledge() {
        member.lock(Deadline.NEVER);
        try {
            member.slots.acknowledge(held);
            held = Slots.NONE;
        } finally {
            member.unlock();
        }
        member.room.signal();
        member.moved(++received);
    }

    /** Lets it come again, marked; to us or to another. */
    public void giveBack() {
        member.lock(Deadline.NEVER);
        try {
            member.slots.giveBack(held);
            held = Slots.NONE;
        } finally {
            member.unlock();
        }
        member.arrivals.signal();
    }

    /** Gives back what is not acknowledged. */
    @Override
    public void close() {
        if (held != Slots.NONE) {
            giveBack();
        }
        member.close();
    }
}
