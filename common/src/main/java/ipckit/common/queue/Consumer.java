package ipckit.common.queue;

import ipckit.common.Deadline;

/**
 * Takes items out of a ring in three steps: claim, work, acknowledge. Claimed items keep their room
 * in the ring until they are acknowledged. If this process dies before it acknowledges items,
 * another consumer gets them, marked as redelivered.
 *
 * <p>A consumer holds one claim at a time and belongs to one thread.
 */
public sealed interface Consumer extends AutoCloseable permits RingConsumer {
    /** The result of {@link #claim}. */
    enum Result {
        /** Items are claimed; {@link #delivery} returns them. */
        ITEMS,
        /** There were no items until the deadline. */
        NOTHING,
        /** The stream has ended: no producer lives and no items are left. */
        END,
        /** The ring was removed. */
        REMOVED,
        /** The caller wanted to stop waiting. */
        GIVEN_UP
    }

    /**
     * Claims items, and waits for them until the deadline.
     *
     * @param mostItems the largest number of items; a run with more items is divided
     * @param mostBytes the largest number of bytes; a claim of a single run may be longer
     * @param producers how many producers must have attached before the stream can end; 0 when any
     *     sign of a producer suffices
     */
    Result claim(long mostItems, long mostBytes, int producers, Deadline deadline);

    /** Returns the items of the last successful claim. */
    Delivery delivery();

    /** Acknowledges all items of the claim. */
    void acknowledge();

    /**
     * Acknowledges all items before the current run of the delivery, and the first n items of that
     * run. The other items stay claimed.
     */
    void acknowledge(long n);

    /**
     * Declares that the claim must not be delivered again, even if this process dies now. The bytes
     * of the claim stay valid until it is acknowledged.
     */
    void forgo();

    /**
     * Gives back the claimed items that are not acknowledged. They are delivered again, before
     * other items.
     */
    void giveBack();

    /**
     * Returns the other participant that owns the lock that a claim needs at this moment; null when
     * no other participant owns it. The result is meant for the message after {@link
     * Result#NOTHING}: a process that is not stopped owns a lock only for the length of a copy.
     */
    LockHolder heldUpBy();

    /**
     * Frees the room of acknowledged items. The next claim frees it, too; a consumer calls this
     * method when it pauses between an acknowledgement and the next claim. No items may be claimed.
     */
    void settle();

    /** Whether a claim would return END now. Claims nothing and never waits. */
    boolean isAtEnd();

    /** Returns how many system calls this participant has made to sleep and to wake others. */
    long systemCalls();

    /** Gives back the claimed items, and detaches. */
    @Override
    void close();
}
