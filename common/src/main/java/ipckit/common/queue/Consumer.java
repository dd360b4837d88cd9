package ipckit.common.queue;

import ipckit.common.Deadline;

/**
 * Takes items out of a ring: claim, work, acknowledge. What is claimed keeps its place until it is
 * acknowledged, and comes again, marked as redelivered, if this process dies before.
 *
 * <p>A consumer holds one claim at a time and belongs to one thread.
 */
public sealed interface Consumer extends AutoCloseable permits RingConsumer {
    /** What became of a wish for items. */
    enum Result {
        /** There are some: see {@link #delivery}. */
        ITEMS,
        /** There is nothing, and the deadline has passed. */
        NOTHING,
        /** The stream has ended: no living producer, nothing left, nothing to come. */
        END,
        /** The ring was removed. */
        REMOVED,
        /** The caller's own reason to stop waiting. */
        GIVEN_UP
    }

    /**
     * Claims items, waiting for some until the deadline.
     *
     * @param mostItems how many at the most; a run is divided for it
     * @param mostBytes where to stop; a single run may be longer
     * @param producers how many producers must have come before the stream can end; 0 for the
     *     ordinary rule
     */
    Result claim(long mostItems, long mostBytes, int producers, Deadline deadline);

    /** What the last successful claim holds. */
    Delivery delivery();

    /** All of the claim is done with. */
    void acknowledge();

    /**
     * Everything before the current run of the delivery, and the first n items of it, is done with;
     * the rest is still held.
     */
    void acknowledge(long n);

    /**
     * Nothing of the claim will be delivered again, even if we die now; its bytes stay valid until
     * it is acknowledged.
     */
    void forgo();

    /** Gives back what is not acknowledged: it will be delivered again, before anything else. */
    void giveBack();

    /**
     * Who else holds the lock that a claim needs; null when nobody does at this moment. For a
     * message after {@link Result#NOTHING}: healthy processes hold locks for the length of a copy
     * only.
     */
    LockHolder heldUpBy();

    /**
     * Makes room of what was acknowledged. The next claim does so, too: this is for one who pauses
     * between an acknowledgement and the next claim. Nothing may be held.
     */
    void settle();

    /** Whether the stream would end now if nothing came; takes nothing. Never waits. */
    boolean isAtEnd();

    /** As {@link Producer#systemCalls}. */
    long systemCalls();

    /** Gives back what is held, and detaches. */
    @Override
    void close();
}
