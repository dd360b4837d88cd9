package ipckit.mq.box;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.lang.foreign.MemorySegment;

/** Sends messages to a mailbox. For one thread. */
public final class Sender implements AutoCloseable {
    private final Member member;
    private final BoxSpec spec;
    private final Mapping shared;
    private long sent;

    Sender(Member member) {
        this.member = member;
        this.spec = member.file.spec;
        this.shared = member.shared;
    }

    /**
     * Sends a message: it is in the mailbox, for good, when this returns DONE.
     *
     * @param priority 0 to 31
     * @param meta what belongs to it beside the body
     * @throws IpcException UNUSABLE if it is not of a size that the mailbox takes
     */
    public Outcome send(int priority, byte[] meta, MemorySegment body, Deadline deadline) {
        check(priority, meta, body.byteSize());
        for (; ; ) {
            if (member.file.isRemoved()) {
                return Outcome.REMOVED;
            }
            if (put(priority, meta, body, deadline)) {
                member.arrivals.signal();
                member.moved(++sent);
                return Outcome.DONE;
            }
            if (!member.spins(this::hasRoom, deadline)) {
                switch (member.sleep(Member.FOR_ROOM, member.room, this::hasRoom, deadline)) {
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
    }

    private void check(int priority, byte[] meta, long size) {
        if (priority < 0 || priority >= BoxLayout.PRIORITIES) {
            throw new IpcException(
                    Category.USAGE, "priorities are 0 to " + (BoxLayout.PRIORITIES - 1));
        }
        if (meta.length > BoxSpec.META_BYTES) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "its headers have more than " + BoxSpec.META_BYTES + " bytes");
        }
        if (size > spec.maxSize() || spec.fixed() && size != spec.maxSize()) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "a message of "
                            + size
                            + " bytes, where "
                            + (spec.fixed() ? "each has " : "the largest has ")
                            + spec.maxSize());
        }
    }

    private boolean hasRoom() {
        return member.slots.ready() + member.slots.claimed() < spec.capacity();
    }

    private boolean put(int priority, byte[] meta, MemorySegment body, Deadline deadline) {
        member.lock(deadline);
        try {
            int slot = member.slots.free();
            if (slot == Slots.NONE) {
                return false;
            }
            long line = BoxLayout.line(slot);
            long cell = spec.cellAt(slot);
            Words.set(shared, line + LineLayout.SENT, System.currentTimeMillis());
            Words.setInt(shared, line + LineLayout.PRIORITY, priority);
            Words.setInt(shared, line + LineLayout.META_LENGTH, meta.length);
            Words.setInt(shared, line + LineLayout.BODY_LENGTH, (int) body.byteSize());
            shared.copyFrom(MemorySegment.ofArray(meta), 0, cell, meta.length);
            shared.copyFrom(body, 0, cell + BoxSpec.META_BYTES, body.byteSize());
            member.slots.commit(slot);
            return true;
        } finally {
            member.unlock();
        }
    }

    @Override
    public void close() {
        member.close();
    }
}
