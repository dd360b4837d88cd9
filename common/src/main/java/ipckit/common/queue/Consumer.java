package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;

import java.util.function.BooleanSupplier;

/**
 * Takes items out of a ring in three steps: claim, work, acknowledge. Claimed items occupy space in
 * the ring until they are acknowledged. If this process dies before it acknowledges items, another
 * consumer gets these items, marked as redelivered.
 *
 * <p>When another process has truncated the mapped file, every method that accesses the file throws
 * CORRUPT, and an access to the bytes of the claimed items throws an {@link InternalError}.
 *
 * <p>A consumer holds one claim at a time and belongs to one thread.
 */
public abstract sealed class Consumer implements AutoCloseable
        permits SharedConsumer, SoleConsumer {
    /** The result of {@link #claim}. */
    public enum Result {
        /** Items are claimed; {@link #delivery} returns them. */
        ITEMS,
        /** No items could be claimed before the deadline passed. */
        NOTHING,
        /**
         * The stream has ended: no unacknowledged items are left, and no living producer or {@link
         * StreamHolder} is attached.
         */
        END,
        /** The ring was removed. */
        REMOVED,
        /**
         * The function {@code givenUp}, which was passed to {@link Ring#consumer}, returned true
         * and so ended the wait.
         */
        GIVEN_UP
    }

    final RingAttachment attachment;
    final Mapping shared;
    final Area area;
    final Delivery delivery;
    final ClaimExtent extent;

    long acknowledged;

    final EndOfStream stream;
    private final ClaimPacing pacing = new ClaimPacing();
    private final BooleanSupplier itemsThere = this::itemsThere;

    enum Attempt {
        CLAIMED,
        NO_ITEMS,
        LOCK_TIMED_OUT,
        REMOVED
    }

    Consumer(RingAttachment attachment) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.delivery = new Delivery(area);
        this.extent = new ClaimExtent(area);
        this.stream = new EndOfStream(attachment);
    }

    /**
     * Claims items. If there are no items to claim, waits for items until the deadline passes. The
     * wait also ends for the other reasons that {@link Result} lists.
     *
     * <p>A ring stores items in runs: a run is a header with one or more items behind it. A claim
     * consists of complete runs, or of a part of one run. The limit {@code mostBytes} applies only
     * to a claim of several runs, and not to redelivered items.
     *
     * <p>This method returns {@link Result#END} when the stream of items has ended: all items are
     * acknowledged, and no living producer or {@link StreamHolder} is attached. Only a stream that
     * has begun can end. If {@code producers} is not 0, the stream begins when this number of
     * producers has attached since the end of the previous stream. If {@code producers} is 0, the
     * stream has begun in two cases: this consumer has received an item, or a producer or {@code
     * StreamHolder} was attached while this consumer was attached.
     *
     * @param mostItems the largest number of items to claim, at least 1
     * @param mostBytes the largest number of bytes to claim
     * @param producers the number of producers that must attach before the stream can end
     */
    public final Result claim(long mostItems, long mostBytes, int producers, Deadline deadline) {
        try {
            return claimOrWait(mostItems, mostBytes, producers, deadline);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    private Result claimOrWait(long mostItems, long mostBytes, int producers, Deadline deadline) {
        if (!delivery.leftItems()) {
            pacing.beforeLook();
        }
        boolean thorough = false;
        for (; ; ) {
            Attempt attempt = tryClaim(mostItems, mostBytes, thorough, deadline);
            if (attempt == Attempt.CLAIMED) {
                attachment.waiting(WaitReason.NOTHING);
                stream.sawItems();
                pacing.claimed(acknowledged);
                RingStep.C6.reached();
                return Result.ITEMS;
            }
            if (attempt == Attempt.REMOVED) {
                return Result.REMOVED;
            }
            if (attempt == Attempt.LOCK_TIMED_OUT) {
                attachment.waiting(WaitReason.NOTHING);
                return Result.NOTHING;
            }
            if (attachment.spins(itemsThere, deadline)) {
                continue;
            }
            if (stream.isReached(producers, thorough)) {
                return Result.END;
            }
            switch (attachment.sleep(WaitReason.ITEMS, attachment.items, itemsThere, deadline)) {
                case LOOK -> thorough = attachment.overslept();
                case TIMED_OUT -> {
                    // The argument true makes isReached() ask the kernel which participants live.
                    // The participant table alone may still list a dead producer, and claim() would
                    // then return NOTHING instead of END.
                    if (stream.isReached(producers, true)) {
                        return Result.END;
                    }
                    if (!recoverItems()) {
                        attachment.waiting(WaitReason.NOTHING);
                        return Result.NOTHING;
                    }
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

    /**
     * Claims items if there are any. Does not wait for items.
     *
     * @param thorough true to recover the claims that dead consumers left, before claiming items
     * @param deadline the deadline for acquiring the consumers' lock
     * @return CLAIMED if items were claimed; NO_ITEMS if there are no items to claim;
     *     LOCK_TIMED_OUT if the deadline passed before the lock was acquired; REMOVED if the ring
     *     was removed during the wait for the lock
     */
    abstract Attempt tryClaim(long mostItems, long mostBytes, boolean thorough, Deadline deadline);

    /** Returns whether there may be items to claim. Acquires no lock. */
    abstract boolean itemsThere();

    /**
     * Recovers the claims that dead consumers left, and returns whether there are items to claim.
     * {@link #claim} calls this method before it reports that its deadline has passed.
     */
    abstract boolean recoverItems();

    /** Returns the items of the last successful claim. */
    public final Delivery delivery() {
        return delivery;
    }

    /** Acknowledges all items that this consumer has claimed. */
    public final void acknowledge() {
        try {
            acknowledgeAll();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    abstract void acknowledgeAll();

    /**
     * Acknowledges the first items of the claim: all items before the current run, and the first
     * {@code n} items of the current run. The other items stay claimed. A run is a group of
     * consecutive items. The current run is the run that {@link Delivery#nextRun} reached last.
     */
    public final void acknowledge(long n) {
        try {
            acknowledgeFirst(n);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    abstract void acknowledgeFirst(long n);

    /**
     * Makes sure that the claimed items are not delivered again, even if this process dies now. The
     * bytes of the items stay valid until the claim is acknowledged.
     */
    public abstract void forgo();

    /**
     * Gives back the claimed items that are not acknowledged. These items are delivered again,
     * before items that were never claimed.
     */
    public abstract void giveBack();

    /**
     * Gives back the claimed items that are not acknowledged, and does not count the delivery. A
     * consumer calls this method if it could not start the command for the items.
     */
    public abstract void giveBackUndelivered();

    /**
     * Counts a failed try of the claimed items: a command has run for the items, and has failed.
     * The items stay claimed.
     */
    public abstract void countTry();

    /**
     * Returns the participant, other than this one, that owns the consumers' lock; null if there is
     * no such participant. If {@link #claim} returns {@link Result#NOTHING}, the cause may be that
     * another participant owns the lock, for example a stopped process. The message to the user
     * then names the owner.
     */
    public abstract LockHolder heldUpBy();

    /**
     * Frees the space of acknowledged items. The next claim also frees this space, so only a
     * consumer that pauses before its next claim needs this method. The consumer must not hold a
     * claim when this method is called.
     */
    public abstract void settle();

    /**
     * Returns the number of system calls that this participant has made for sleeping and waking.
     */
    public final long systemCalls() {
        return attachment.systemCalls();
    }

    /** Gives back the claimed items, frees the space of acknowledged items, and detaches. */
    @Override
    public final void close() {
        guarded(
                () -> {
                    giveBack();
                    settle();
                    stream.leaves();
                    attachment.close();
                });
    }
}
