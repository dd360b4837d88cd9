package ipckit.common.queue;

import ipckit.common.Deadline;

/**
 * Takes items out of a ring: claim, work, acknowledge. Claimed items keep their place in the ring
 * until they are acknowledged. If this process dies before, another consumer gets them, marked as
 * redelivered.
 *
 * <p>A consumer holds one claim at a time and belongs to one thread.
 */
public sealed interface Consumer extends AutoCloseable permits RingConsumer {
    /** The result of {@link #claim}. */
    enum Result {
        /** Items are claimed, see {@link #delivery}. */
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
     * @param mostItems the largest number of items; a run is divided for it
     * @param mostBytes the largest number of bytes; a single run may be longer
     * @param producers how many producers must have attached before the stream can end; 0 for the
     *     ordinary rule
     */
    Result claim(long mostItems, long mostBytes, int producers, Deadline deadline);

    /** Returns the items of the last successful claim. */
    Delivery delivery();

    /** Acknowledges all items of the claim. */
    void acknowledge();

    /**
     * Acknowledges all items before the current run of the delivery, and the first n items of that
     * run; the rest stays claimed.
     */
    void acknowledge(long n);

    /**
     * Declares that the claim must not be delivered again, even if this process dies now. Its bytes
     * stay valid until it is acknowledged.
     */
    void forgo();

    /** Gives back what is not acknowledged; it is delivered again, before other items. */
    void giveBack();

    /**
     * Returns the other participant that owns the lock that a claim needs at this moment; null when
     * none does. For the message after {@link Result#NOTHING}: a process that is not stopped owns a
     * lock for the length of a copy only.
     */
    LockHolder heldUpBy();

    /**
     * Frees the room of acknowledged items. The next claim does so, too; this is for a consumer
     * that pauses between an acknowledgement and the next claim. No items may be claimed.
     */
    void settle();

    /** Whether a claim would return END now. Claims nothing and never waits. */
    boolean isAtEnd();

    /** As {@link Producer#systemCalls}. */
    long systemCalls();

    /** Gives back what is claimed, and detaches. */
    @Override
    void close();
}
