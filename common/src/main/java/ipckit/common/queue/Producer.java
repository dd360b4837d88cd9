package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;

/**
 * Puts items into a ring. An item whose put was reported survives the death of any process, and
 * this producer's items reach each consumer in the order in which they were put.
 *
 * <p>An instance belongs to one thread.
 */
public sealed interface Producer extends AutoCloseable permits RingProducer {
    /** The behaviour of a put when there is no room. */
    enum OnFull {
        /** Waits for room. */
        BLOCK,
        /** Drops the new items. */
        DROP_NEW,
        /** Drops the oldest items that no consumer has claimed. */
        DROP_OLD
    }

    /** The result of a put. */
    enum Result {
        /** All items are in the ring, or were dropped as the producer asked. */
        DONE,
        /** There was no room until the deadline; the remaining items are not in the ring. */
        FULL,
        /** The ring was removed. */
        REMOVED,
        /** The caller wanted to stop waiting. */
        GIVEN_UP
    }

    /**
     * Puts a run of whole items, in pieces if necessary. Each piece is put completely or not at
     * all. In a ring with buffer slots, each piece is one item.
     *
     * @param bytes the memory of the items, which are copied
     * @param from the offset of the first byte
     * @param length the number of bytes, including terminators and prefixes
     * @param count the number of items, at least 1
     * @param deadline limits each wait for room
     * @throws ipckit.common.IpcException UNUSABLE when an item is longer than the ring allows
     */
    Result put(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline);

    /** Puts one item of {@code length} bytes. */
    Result put(MemorySegment bytes, long from, long length, Deadline deadline);

    /**
     * Returns the other participant that owns a lock that a put needs at this moment, either for
     * the put or to free room; null when no other participant owns it. The result is meant for the
     * message after {@link Result#FULL}: a process that is not stopped owns a lock only for the
     * length of a copy.
     */
    LockHolder heldUpBy();

    /** Returns how many items this producer has put. */
    long itemsPut();

    /**
     * Returns how many items all producers together had put into the ring before the last item of
     * this producer; −1 when this producer has put no items.
     */
    long lastNumber();

    /** Returns how many items this producer has dropped, new or old. */
    long itemsDropped();

    /** Returns how many system calls this participant has made to sleep and to wake others. */
    long systemCalls();

    /** Detaches the producer. */
    @Override
    void close();
}
