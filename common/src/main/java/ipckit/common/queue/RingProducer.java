package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.sync.RingStep;
import ipckit.common.sync.RobustLock.Outcome;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * A producer of a ring: one of many under the producers' lock, or the only one of a one-to-one ring
 * without it (steps P1 to P7 of the protocol).
 */
final class RingProducer implements Producer {
    /** No run takes more of the area than this part of it, unless it is a single item. */
    private static final long PARTS = 4;

    /** How much of an unbounded area is made ready, as a multiple of what is to be put. */
    private static final int LEAST_AHEAD = 2;

    private static final int MOST_AHEAD = 64;

    private final RingMembership member;
    private final Mapping shared;
    private final RingSpec spec;
    private final boolean sole;
    private final long maxItem;
    private final OnFull onFull;
    private final RunAppender writer;
    private final OldItemDropper dropper;
    private final long longestRun;
    private final RunBytes view = new RunBytes();
    private final ItemCursor cursor = new ItemCursor();
    private final BooleanSupplier roomThere = this::roomThere;
    private long wanted;
    private boolean locked;
    private long itemsPut;
    private long itemsDropped;

    RingProducer(RingMembership member, OnFull onFull) {
        this.member = member;
        this.shared = member.shared;
        this.spec = member.file.spec;
        this.sole = spec.oneToOne();
        this.maxItem = spec.maxItem();
        this.onFull = onFull;
        this.writer = new RunAppender(member);
        this.dropper = new OldItemDropper(member);
        this.longestRun =
                Math.min(RingSpec.LONGEST_ITEM, member.area.capacity() / PARTS - RunLayout.UNIT);
        if (sole && onFull == OnFull.DROP_OLD) {
            throw new IpcException(
                    Category.USAGE,
                    "what is oldest belongs to the consumer of a one-to-one buffer: it cannot be"
                            + " dropped");
        }
    }

    /** What is easy goes first: there is room, as far as we know, and nobody has the lock. */
    @Override
    public Result put(MemorySegment bytes, long from, long length, Deadline deadline) {
        if (length <= maxItem && (sole || member.producersLock.tryAcquire())) {
            locked = !sole;
            try {
                if (writer.isReadyFor(length)) {
                    RingStep.P2.reached();
                    writer.add(RunFormat.ONE, bytes, from, length, 1);
                    commit(1);
                    return Result.DONE;
                }
            } finally {
                unlock();
            }
        }
        return put(RunFormat.ONE, bytes, from, length, 1, deadline);
    }

    @Override
    public Result put(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        try {
            return cutAndPut(format, bytes, from, length, count, deadline);
        } finally {
            unlock(); // held only if something was thrown: what is not committed is nobody's
        }
    }

    private Result cutAndPut(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        if (format == RunFormat.ONE) {
            checkItem(length);
            return putRun(format, bytes, from, length, 1, deadline);
        }
        if (spec.slots() == 0
                && length <= longestRun
                && length <= maxItem // so is each item
                && count <= RunLayout.MOST_ITEMS) {
            return putRun(format, bytes, from, length, count, deadline);
        }
        view.set(bytes, from, length);
        cursor.reset(format, view);
        return spec.slots() == 0
                ? putPieces(format, bytes, from, length, deadline)
                : putItems(bytes, from, deadline);
    }

    /** One item a slot: as many as fit at once under one lock. */
    private Result putItems(MemorySegment bytes, long from, Deadline deadline) {
        boolean more = cursor.next();
        while (more) {
            checkItem(cursor.length());
            Result begun = begin(cursor.length(), 1, deadline);
            if (begun == null) {
                itemsDropped++;
                more = cursor.next();
                continue;
            }
            if (begun != Result.DONE) {
                return begun;
            }
            long written = 0;
            do {
                checkItem(cursor.length());
                writer.add(RunFormat.ONE, bytes, from + cursor.from(), cursor.length(), 1);
                written++;
                more = cursor.next();
            } while (more && cursor.length() <= maxItem && writer.fits(cursor.length(), 1));
            commit(written);
        }
        return Result.DONE;
    }

    /** Runs that are larger than a good part of the area are cut, between items. */
    private Result putPieces(
            RunFormat format, MemorySegment bytes, long from, long length, Deadline deadline) {
        long start = 0;
        long end = 0;
        int count = 0;
        while (cursor.next()) {
            checkItem(cursor.length());
            long after = cursor.from() + cursor.length() + format.suffix();
            if (count == RunLayout.MOST_ITEMS || count > 0 && after - start > longestRun) {
                Result put = putPiece(format, bytes, from + start, end - start, count, deadline);
                if (put != Result.DONE) {
                    return put;
                }
                start = end;
                count = 0;
            }
            end = after;
            count++;
        }
        return count == 0
                ? Result.DONE
                : putPiece(format, bytes, from + start, end - start, count, deadline);
    }

    private Result putPiece(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        if (count > 1 || length <= maxItem) {
            return putRun(format, bytes, from, length, count, deadline);
        }
        // An item may just fit, and what tells it from the next not.
        long bare = length - format.prefix() - format.suffix();
        return putRun(RunFormat.ONE, bytes, from + format.prefix(), bare, 1, deadline);
    }

    private Result putRun(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        Result begun = begin(length, count, deadline);
        if (begun == null) {
            itemsDropped += count;
            return Result.DONE;
        }
        if (begun == Result.DONE) {
            writer.add(format, bytes, from, length, count); // P3
            commit(count);
        }
        return begun;
    }

    /**
     * P1 and P2: gets the lock and the room; DONE means both, null that there is no room and the
     * new is to be dropped.
     */
    private Result begin(long length, int count, Deadline deadline) {
        int ahead = LEAST_AHEAD;
        for (boolean overslept = false; ; ) {
            writer.ensure(length, ahead);
            if (!lock(deadline)) {
                member.waiting(WaitReason.NOTHING);
                return Result.FULL;
            }
            writer.begin();
            if (!writer.isPlaceReady(length)) {
                unlock(); // others have put meanwhile
                ahead = Math.min(2 * ahead, MOST_AHEAD);
                continue;
            }
            boolean ready = writer.fits(length, count);
            if (!ready && (overslept || onFull == OnFull.DROP_OLD) && !sole) {
                boolean drop = onFull == OnFull.DROP_OLD;
                itemsDropped += dropper.makeRoom(drop, () -> writer.fits(length, count));
                ready = writer.fits(length, count);
            }
            if (ready) {
                RingStep.P2.reached();
                member.waiting(WaitReason.NOTHING);
                return Result.DONE;
            }
            unlock();
            if (member.file.isRemoved()) {
                return Result.REMOVED;
            }
            if (onFull == OnFull.DROP_NEW) {
                return null;
            }
            wanted = RunLayout.footprint(length);
            if (member.spins(roomThere, deadline)) {
                continue;
            }
            switch (member.sleep(WaitReason.ROOM, member.room, roomThere, deadline)) {
                case LOOK -> overslept = member.overslept();
                case TIMED_OUT -> {
                    if (overslept) {
                        member.waiting(WaitReason.NOTHING);
                        return Result.FULL;
                    }
                    overslept = true; // the room may only wait for somebody to free it
                }
                case REMOVED -> {
                    return Result.REMOVED;
                }
                case GIVEN_UP -> {
                    return Result.GIVEN_UP;
                }
            }
        }
    }

    private boolean roomThere() {
        return writer.hasRoomSinceLastLook(wanted);
    }

    /** P1; false when the time is over. */
    private boolean lock(Deadline deadline) {
        locked = !sole && member.producersLock.acquire(deadline) != Outcome.TIMED_OUT;
        return sole || locked;
    }

    private void unlock() {
        if (locked) {
            locked = false;
            member.producersLock.release();
        }
    }

    /** P4 to P7. */
    private void commit(long items) {
        writer.commit();
        unlock(); // P5
        RingStep.P5.reached();
        member.items.signal(); // P6
        RingStep.P6.reached();
        itemsPut += items;
        member.moved(itemsPut);
    }

    private void checkItem(long length) {
        if (length > maxItem) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "an item of "
                            + length
                            + " bytes is longer than the buffer takes ("
                            + maxItem
                            + ")");
        }
    }

    @Override
    public LockHolder heldUpBy() {
        if (sole) {
            return null;
        }
        LockHolder holder = member.holder(WaitReason.PRODUCERS_LOCK);
        return holder != null ? holder : member.holder(WaitReason.CONSUMERS_LOCK);
    }

    @Override
    public long itemsPut() {
        return itemsPut;
    }

    @Override
    public long lastNumber() {
        return itemsPut == 0 ? -1 : writer.lastCommitted();
    }

    @Override
    public long itemsDropped() {
        return itemsDropped;
    }

    @Override
    public long systemCalls() {
        return member.systemCalls();
    }

    @Override
    public void close() {
        member.close();
    }
}
