package ipckit.common.queue;

import ipckit.common.Deadline;
import ipckit.common.memory.RunFormat;

import java.lang.foreign.MemorySegment;

/**
 * Puts items into a ring. An item whose put was reported is never lost, whoever dies, and this
 * producer's items reach each consumer in the order in which they were put.
 *
 * <p>Belongs to one thread.
 */
public sealed interface Producer extends AutoCloseable permits RingProducer {
    /** What to do when there is no room. */
    enum OnFull {
        /** Wait for some. */
        BLOCK,
        /** Forget what is being put. */
        DROP_NEW,
        /** Forget the oldest that nobody has claimed. */
        DROP_OLD
    }

    /** What became of a put. */
    enum Result {
        /** All is in, or dropped as was asked for. */
        DONE,
        /** There is no room, and the deadline has passed: the rest is not in. */
        FULL,
        /** The ring was removed. */
        REMOVED,
        /** The caller's own reason to stop waiting. */
        GIVEN_UP
    }

    /**
     * Puts a run of whole items, in pieces if need be: each piece, and each item of a ring with
     * slots, is in or is not.
     *
     * @param bytes where the items are; they are copied
     * @param from where they begin
     * @param length how many bytes, terminators and prefixes included
     * @param count how many items: at least 1
     * @param deadline of each wait for room
     * @throws ipckit.common.IpcException UNUSABLE when an item is longer than the ring takes
     */
    Result put(
            RunFormat format,
            MemorySegment bytes,
            long from,
            long length,
            int count,
            Deadline deadline);

    /** Puts one item of {@code length} bytes, as it is. */
    Result put(MemorySegment bytes, long from, long length, Deadline deadline);

    /**
     * Who else holds a lock that a put needs, directly or because without it no room can be freed;
     * null when nobody does at this moment. For a message after {@link Result#FULL}: healthy
     * processes hold locks for the length of a copy only.
     */
    LockHolder heldUpBy();

    /** How many items are in the ring by this producer's doing, all puts together. */
    long itemsPut();

    /**
     * The number that the item put last has in the ring: how many were put before it, by anybody.
     * −1 when nothing was put.
     */
    long lastNumber();

    /** How many items this producer has dropped, new or old. */
    long itemsDropped();

    /**
     * How often it has asked the kernel to put it to sleep or to wake others: what putting costs
     * there, as long as nobody dies.
     */
    long systemCalls();

    /** Detaches. */
    @Override
    void close();
}
