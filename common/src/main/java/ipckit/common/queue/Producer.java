package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.ItemCursor;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.RunBytes;
import ipckit.common.memory.RunFormat;
import ipckit.common.sync.RobustLock.Outcome;

import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;

/**
 * Puts items into a ring. After {@link #put} has returned {@link Result#DONE}, no item that was put
 * is lost if a process dies. Each consumer gets the items of this producer in the order in which
 * this producer put them, except redelivered items, which may arrive after newer items.
 *
 * <p>A producer owns the producers' lock while it puts items. The only producer of a one-to-one
 * ring needs no lock. The package documentation describes a put as steps P1 to P7.
 *
 * <p>An instance belongs to one thread.
 */
public final class Producer implements AutoCloseable {
    /**
     * A run (a header and its items) takes at most 1 / {@code PARTS} of the memory for items,
     * unless it consists of a single item.
     */
    private static final long PARTS = 4;

    /**
     * The number of runs (a run is a header and its items) for which a put in an unbounded ring
     * prepares memory at first. The put prepares the memory before it acquires the lock. If other
     * producers use up this memory, the put tries again with twice the number, up to {@link
     * #MOST_AHEAD}.
     */
    private static final int LEAST_AHEAD = 2;

    private static final int MOST_AHEAD = 64;

    /** The behaviour of a put when there is no room. */
    public enum OnFull {
        /** Waits for room. */
        BLOCK,
        /** Drops the new items. */
        DROP_NEW,
        /**
         * Drops the oldest items to make room, but never items that a consumer has claimed. If
         * there is still no room, waits for room.
         */
        DROP_OLD
    }

    /** The result of a put. */
    public enum Result {
        /** Each item is in the ring, or was dropped because {@link OnFull} allows this. */
        DONE,
        /**
         * The deadline passed before all items were put. The remaining items are not in the ring.
         */
        FULL,
        /** The ring was removed. */
        REMOVED,
        /**
         * The wait was given up: the function {@code givenUp}, which was passed to {@link
         * Ring#producer}, returned true.
         */
        GIVEN_UP
    }

    private final RingAttachment attachment;
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
    private Deadline deadline;
    private long wanted;
    private boolean locked;
    private long itemsPut;
    private long itemsDropped;

    Producer(RingAttachment attachment, OnFull onFull) {
        this.attachment = attachment;
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

    /** Puts one item: the {@code length} bytes at offset {@code from} of {@code bytes}. */
    public Result put(MemorySegment bytes, long from, long length, Deadline deadline) {
        return put(RunFormat.ONE, bytes, from, length, 1, deadline);
    }

    /**
     * Puts an item if four conditions are met: the item is not too long; the lock is free; the
     * memory for the item exists; and the ring has room for the item. Otherwise puts nothing. The
     * room is computed from the head (the position below which the room is free) that this producer
     * has read most recently. Therefore this method may put nothing although consumers have just
     * made room.
     *
     * @return whether the item was put
     */
    private boolean tryPut(MemorySegment bytes, long from, long length) {
        if (length > maxItem || !sole && !attachment.producersLock.tryAcquire()) {
            return false;
        }
        locked = !sole;
        if (writer.isReadyFor(length)) {
            RingStep.P2.reached();
            writer.add(RunFormat.ONE, bytes, from, length, 1);
            commit(1);
            return true;
        }
        unlock();
        return false;
    }

    /**
     * Puts a sequence of complete items as one run (a header and its items). If the sequence is too
     * long for one run, puts it as several runs. Each run is put completely or not at all. In a
     * ring with buffer slots, each item is put as a run of its own.
     *
     * @param format how the items in {@code bytes} are separated
     * @param bytes the memory from which the items are copied
     * @param from the offset of the first byte to copy
     * @param length the number of bytes to copy, including terminators and length prefixes
     * @param count the number of items, at least 1
     * @param deadline limits the waits for the lock and for room
     * @throws IpcException UNUSABLE when an item is longer than the ring allows
     */
    public Result put(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline) {
        try {
            if (format == RunFormat.ONE && tryPut(bytes, from, length)) {
                return Result.DONE;
            }
            this.deadline = deadline;
            return cutAndPut(format, bytes, from, length, count);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        } finally {
            // After an exception this producer may still own the lock. Items that it has written
            // but not committed stay invisible to consumers.
            unlock();
        }
    }

    private Result cutAndPut(
            RunFormat format, MemorySegment bytes, long from, long length, int count) {
        if (format == RunFormat.ONE) {
            checkItem(length);
            return putRun(format, bytes, from, length, 1);
        }
        if (spec.slots() == 0
                && length <= longestRun
                && length <= maxItem
                && count <= RunLayout.MOST_ITEMS) {
            return putRun(format, bytes, from, length, count);
        }
        view.set(bytes, from, length);
        cursor.reset(format, view);
        return spec.slots() == 0 ? putPieces(format, bytes, from, length) : putItems(bytes, from);
    }

    /**
     * Puts each item as a separate run (a header and its items), because each buffer slot can hold
     * at most one item. Each time this method acquires the lock, it puts as many items as fit, and
     * then releases the lock.
     */
    private Result putItems(MemorySegment bytes, long from) {
        boolean more = cursor.next();
        while (more) {
            checkItem(cursor.length());
            Result begun = begin(cursor.length(), 1);
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

    private Result putPieces(RunFormat format, MemorySegment bytes, long from, long length) {
        long start = 0;
        long end = 0;
        int count = 0;
        while (cursor.next()) {
            checkItem(cursor.length());
            long after = cursor.from() + cursor.length() + format.suffix();
            if (count == RunLayout.MOST_ITEMS || count > 0 && after - start > longestRun) {
                Result put = putPiece(format, bytes, from + start, end - start, count);
                if (put != Result.DONE) {
                    return put;
                }
                start = end;
                count = 0;
            }
            end = after;
            count++;
        }
        return count == 0 ? Result.DONE : putPiece(format, bytes, from + start, end - start, count);
    }

    private Result putPiece(
            RunFormat format, MemorySegment bytes, long from, long length, int count) {
        if (count > 1 || length <= maxItem) {
            return putRun(format, bytes, from, length, count);
        }
        // The item may be too long only because of its terminator or length prefix. Therefore it is
        // put in the format ONE, which has neither.
        long bare = length - format.prefix() - format.suffix();
        return putRun(RunFormat.ONE, bytes, from + format.prefix(), bare, 1);
    }

    private Result putRun(
            RunFormat format, MemorySegment bytes, long from, long length, int count) {
        Result begun = begin(length, count);
        if (begun == null) {
            itemsDropped += count;
            return Result.DONE;
        }
        if (begun == Result.DONE) {
            writer.add(format, bytes, from, length, count);
            commit(count);
        }
        return begun;
    }

    /**
     * Acquires the lock (step P1 of a put) and finds room (step P2) for a run (a header and its
     * items) with {@code length} payload bytes and {@code count} items.
     *
     * @return DONE when there is room (this producer then owns the lock, unless the ring is
     *     one-to-one); null when the caller must drop the new items, because there is no room;
     *     FULL, REMOVED or GIVEN_UP when the put must end with this result
     */
    private Result begin(long length, int count) {
        int ahead = LEAST_AHEAD;
        for (boolean overslept = false; ; ) {
            writer.ensure(length, ahead);
            Result acquired = lock();
            if (acquired != Result.DONE) {
                attachment.waiting(WaitReason.NOTHING);
                return acquired;
            }
            writer.begin();
            if (!writer.isPlaceReady(length)) {
                // Other producers have used up the prepared memory, so the next pass of the loop
                // prepares more.
                unlock();
                ahead = Math.min(2 * ahead, MOST_AHEAD);
                continue;
            }
            boolean ready = writer.fits(length, count);
            if (!ready && (overslept || onFull == OnFull.DROP_OLD) && !sole) {
                itemsDropped +=
                        dropper.makeRoom(
                                onFull == OnFull.DROP_OLD, () -> writer.fits(length, count));
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
                    // The deadline has passed, but the loop runs once more before the put fails. In
                    // this last pass, the producer also frees the room of items that consumers
                    // acknowledged before they died.
                    overslept = true;
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

    /**
     * Acquires the lock (step P1 of a put). The only producer of a one-to-one ring needs no lock.
     *
     * @return DONE when the put can continue; FULL when the deadline passed before the lock was
     *     acquired; REMOVED when the ring was removed during the wait for the lock
     */
    private Result lock() {
        if (sole) {
            return Result.DONE;
        }
        Outcome outcome = attachment.producersLock.acquire(deadline);
        locked = outcome.isAcquired();
        if (locked) {
            return Result.DONE;
        }
        return outcome == Outcome.REMOVED ? Result.REMOVED : Result.FULL;
    }

    private void unlock() {
        if (locked) {
            locked = false;
            attachment.producersLock.release();
        }
    }

    /**
     * Commits the items that were written. Advances the tail, which is the end of all items (step
     * P4), releases the lock (step P5), and wakes consumers (step P6). Finally, stores how many
     * items this producer has put, so that a {@link RingMonitor} can show the number.
     */
    private void commit(long items) {
        writer.commit();
        unlock();
        RingStep.P5.reached();
        if (sole) {
            attachment.items.signal();
        } else {
            attachment.items.signalAfterSwap();
        }
        RingStep.P6.reached();
        itemsPut += items;
        attachment.moved(itemsPut);
    }

    private void checkItem(long length) {
        if (length > maxItem) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "an item of "
                            + CountedNoun.of(length, "byte")
                            + " is longer than the buffer takes ("
                            + maxItem
                            + ")");
        }
    }

    /**
     * Returns another participant that holds up a put because it owns the producers' lock or the
     * consumers' lock; null if there is no such participant. A put needs the producers' lock and,
     * to free room, also the consumers' lock. If other participants own both locks, returns the
     * owner of the producers' lock.
     *
     * <p>When a put returns {@link Result#FULL}, the message to the user names this owner. The
     * owner may be a stopped process, which keeps its lock until it continues or dies.
     */
    public LockHolder heldUpBy() {
        return sole ? null : guarded(this::lockHolder);
    }

    private LockHolder lockHolder() {
        LockHolder holder = attachment.holder(WaitReason.PRODUCERS_LOCK);
        return holder != null ? holder : attachment.holder(WaitReason.CONSUMERS_LOCK);
    }

    /** Returns how many items this producer has put. */
    public long itemsPut() {
        return itemsPut;
    }

    /**
     * Returns the number of the item that this producer put last, or −1 when this producer has put
     * no items. Items are numbered from 0 in the order in which all producers together put them
     * into the ring.
     */
    public long lastNumber() {
        return itemsPut == 0 ? -1 : writer.lastCommitted();
    }

    /**
     * Returns how many items this producer has dropped: new items that it did not put, and old
     * items that it removed to make room.
     */
    public long itemsDropped() {
        return itemsDropped;
    }

    /**
     * Returns the number of system calls that this participant has made for sleeping and waking.
     */
    public long systemCalls() {
        return attachment.systemCalls();
    }

    /** Detaches the producer. */
    @Override
    public void close() {
        guarded(attachment::close);
    }
}
