package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;

import java.util.function.BooleanSupplier;

/**
 * The part that both kinds of consumers share: the loop that claims or waits (C1 to C8), and the
 * report of faults. A fault in the mapping, because another process has cut the file short, is
 * reported as CORRUPT. A fault at the bytes of a delivery occurs outside of the methods of this
 * class.
 */
abstract sealed class RingConsumer implements Consumer permits SharedConsumer, SoleConsumer {
    final RingAttachment attachment;
    final Mapping shared;
    final Area area;
    final Delivery delivery;
    final ClaimExtent extent;

    /** The number of items that this consumer has acknowledged. */
    long acknowledged;

    private final EndOfStream stream;
    private final BooleanSupplier itemsThere = this::itemsThere;

    /** The result of one try to claim items. */
    enum Attempt {
        CLAIMED,
        NO_ITEMS,
        LOCK_TIMED_OUT
    }

    RingConsumer(RingAttachment attachment) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.area = attachment.area;
        this.delivery = new Delivery(area);
        this.extent = new ClaimExtent(area);
        this.stream = new EndOfStream(attachment);
    }

    @Override
    public final Result claim(long mostItems, long mostBytes, int producers, Deadline deadline) {
        try {
            return claimOrWait(mostItems, mostBytes, producers, deadline);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    private Result claimOrWait(long mostItems, long mostBytes, int producers, Deadline deadline) {
        boolean thorough = false;
        for (; ; ) {
            Attempt attempt = tryClaim(mostItems, mostBytes, thorough, deadline);
            if (attempt == Attempt.CLAIMED) {
                attachment.waiting(WaitReason.NOTHING);
                stream.sawItems();
                RingStep.C6.reached(); // C6: items are delivered
                return Result.ITEMS;
            }
            if (attempt == Attempt.LOCK_TIMED_OUT) {
                attachment.waiting(WaitReason.NOTHING);
                return Result.NOTHING;
            }
            if (attachment.spins(itemsThere, deadline)) {
                continue;
            }
            if (stream.isReached(producers, thorough)) { // C8: the stream has ended
                return Result.END;
            }
            switch (attachment.sleep(WaitReason.ITEMS, attachment.items, itemsThere, deadline)) {
                case LOOK -> thorough = attachment.overslept();
                case TIMED_OUT -> {
                    // A consumer that does not wait still learns that the stream has ended.
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
     * Claims items if there are any.
     *
     * @param thorough recovers first what dead consumers left
     * @param deadline limits the wait for the lock
     */
    abstract Attempt tryClaim(long mostItems, long mostBytes, boolean thorough, Deadline deadline);

    /** Whether there may be items to claim. The method acquires no lock. */
    abstract boolean itemsThere();

    /**
     * Recovers what dead consumers left, and returns whether there are items to claim. The consumer
     * calls this method once after the deadline.
     */
    abstract boolean recoverItems();

    @Override
    public final Delivery delivery() {
        return delivery;
    }

    @Override
    public final void acknowledge() {
        try {
            acknowledgeAll();
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    abstract void acknowledgeAll();

    @Override
    public final void acknowledge(long n) {
        try {
            acknowledgeFirst(n);
        } catch (InternalError e) {
            throw MappedFile.fault(e, "it");
        }
    }

    abstract void acknowledgeFirst(long n);

    @Override
    public final void forgo() {
        guarded(this::forgoAll);
    }

    abstract void forgoAll();

    @Override
    public final void giveBack() {
        guarded(this::giveBackAll);
    }

    abstract void giveBackAll();

    @Override
    public final LockHolder heldUpBy() {
        return guarded(this::lockHolder);
    }

    abstract LockHolder lockHolder();

    @Override
    public final void settle() {
        guarded(this::freeAcknowledged);
    }

    abstract void freeAcknowledged();

    @Override
    public final boolean isAtEnd() {
        return guarded(() -> stream.isReached(0, true));
    }

    @Override
    public final long systemCalls() {
        return attachment.systemCalls();
    }

    /** Frees the room of acknowledged items, so that a waiting producer need not recover it. */
    @Override
    public final void close() {
        guarded(
                () -> {
                    giveBackAll();
                    freeAcknowledged();
                    stream.leaves();
                    attachment.close();
                });
    }
}
