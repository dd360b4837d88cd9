package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.sync.RobustLock.Outcome;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * A producer of a ring. It is one of many producers under the producers' lock, or the only producer
 * of a one-to-one ring, without a lock (steps P1 to P7 of the protocol).
 */
final class RingProducer implements Producer {
    /** A run of several items takes at most 1/PARTS of the area. */
    private static final long PARTS = 4;

    /**
     * The smallest amount of an unbounded area that is prepared, as a multiple of the run to be
     * put.
     */
    private static final int LEAST_AHEAD = 2;

    private static final int MOST_AHEAD = 64;

    private final RingAttachment attachment;
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

    RingProducer(RingAttachment attachment, OnFull onFull) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.spec = attachment.file.spec;
        this.sole = spec.oneToOne();
        this.maxItem = spec.maxItem();
        this.onFull = onFull;
        this.writer = new RunAppender(attachment);
        this.dropper = new OldItemDropper(attachment);
        this.longestRun =
                Math.min(
                        RingSpec.LONGEST_ITEM, attachment.area.capacity() / PARTS - RunLayout.UNIT);
        if (sole && onFull == OnFull.DROP_OLD) {
            throw new IpcException(
                    Category.USAGE,
                    "what is oldest belongs to the consumer of a one-to-one buffer: it cannot be"
                            + " dropped");
        }
    }

    @Override
    public Result put(MemorySegment bytes, long from, long length, Deadline deadline) {
        try {
            return tryPut(bytes, from, length)
                    ? Result.DONE
                    : cutAndPut(RunFormat.ONE, bytes, from, length, 1, deadline);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } finally {
            unlock(); // the lock is held only after an exception; uncommitted runs are invisible
        }
    }

    /**
     * Puts an item if no other producer owns the lock and there is room in the mapped area; returns
     * whether the item was put.
     */
    private boolean tryPut(MemorySegment bytes, long from, long length) {
        if (length > maxItem || !sole && !attachment.producersLock.tryAcquire()) {
            return false;
        }
        locked = !sole;
        if (writer.isReadyFor(length)) {
            RingStep.P2.reached(); // P2: there is room
            writer.add(RunFormat.ONE, bytes, from, length, 1);
            commit(1);
            return true;
        }
        unlock();
        return false;
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
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } finally {
            unlock(); // the lock is held only after an exception; uncommitted runs are invisible
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
                && length <= maxItem // each item is at most as long as the run
                && count <= RunLayout.MOST_ITEMS) {
            return putRun(format, bytes, from, length, count, deadline);
        }
        view.set(bytes, from, length);
        cursor.reset(format, view);
        return spec.slots() == 0
                ? putPieces(format, bytes, from, length, deadline)
                : putItems(bytes, from, deadline);
    }

    /**
     * Puts each item as a run of its own, for a ring with buffer slots. Items that fit together are
     * put under one lock.
     */
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

    /** Puts a run that is too large for its ring in pieces of whole items. */
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
        // The item may fit although its terminator or length prefix does not.
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
            writer.add(format, bytes, from, length, count); // P3: write the run
            commit(count);
        }
        return begun;
    }

    /**
     * P1 and P2: acquires the lock and finds room.
     *
     * @return DONE when there is room, with the lock held; null when there is no room and the new
     *     items are to be dropped; otherwise the reason for giving up
     */
    private Result begin(long length, int count, Deadline deadline) {
        int ahead = LEAST_AHEAD;
        for (boolean overslept = false; ; ) {
            writer.ensure(length, ahead);
            if (!lock(deadline)) {
                attachment.waiting(WaitReason.NOTHING);
                return Result.FULL;
            }
            writer.begin();
            if (!writer.isPlaceReady(length)) {
                unlock(); // other producers have put items meanwhile
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
                attachment.waiting(WaitReason.NOTHING);
                return Result.DONE;
            }
            unlock();
            if (attachment.file.isRemoved()) {
                return Result.REMOVED;
            }
            if (onFull == OnFull.DROP_NEW) {
                return null;
            }
            wanted = RunLayout.footprint(length);
            if (attachment.spins(roomThere, deadline)) {
                continue;
            }
            switch (attachment.sleep(WaitReason.ROOM, attachment.room, roomThere, deadline)) {
                case LOOK -> overslept = attachment.overslept();
                case TIMED_OUT -> {
                    if (overslept) {
                        attachment.waiting(WaitReason.NOTHING);
                        return Result.FULL;
                    }
                    overslept = true; // dead consumers may have left room to free
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

    /** P1: acquires the lock; returns false when the deadline passes first. */
    private boolean lock(Deadline deadline) {
        locked = !sole && attachment.producersLock.acquire(deadline) != Outcome.TIMED_OUT;
        return sole || locked;
    }

    private void unlock() {
        if (locked) {
            locked = false;
            attachment.producersLock.release();
        }
    }

    /** Commits the written runs: P4 (advance the tail) to P7 (report the put). */
    private void commit(long items) {
        writer.commit();
        unlock(); // P5: release the lock
        RingStep.P5.reached();
        attachment.items.signal(); // P6: wake consumers
        RingStep.P6.reached();
        itemsPut += items;
        attachment.moved(itemsPut);
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
        return sole ? null : guarded(this::lockHolder);
    }

    private LockHolder lockHolder() {
        LockHolder holder = attachment.holder(WaitReason.PRODUCERS_LOCK);
        return holder != null ? holder : attachment.holder(WaitReason.CONSUMERS_LOCK);
    }

    @Override
    public long itemsPut() {
        return itemsPut;
    }

    @Override
    public long lastNumber() {
        return itemsPut == 0 ? -1 : guarded(writer::lastCommitted);
    }

    @Override
    public long itemsDropped() {
        return itemsDropped;
    }

    @Override
    public long systemCalls() {
        return attachment.systemCalls();
    }

    @Override
    public void close() {
        guarded(attachment::close);
    }
}
