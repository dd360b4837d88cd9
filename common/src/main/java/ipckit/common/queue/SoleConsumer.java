package ipckit.common.queue;

import static ipckit.common.memory.MappedFile.guarded;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;

/**
 * The only consumer of a one-to-one ring (a ring with at most one producer and one consumer). The
 * consumer acquires no lock. It stores three positions and a count in the first row of the claims
 * table, so that the next consumer can continue if this consumer dies. No other process writes to
 * this row while the consumer is attached.
 *
 * <ul>
 *   <li>{@code from} is the end of the acknowledged items. An acknowledgement stores {@code from}
 *       if this end lies within a run (a header and its items). If the end lies between two runs,
 *       the acknowledgement advances the ring's head to the end instead, because the head is always
 *       the start of a run. The method {@link #forgo} always stores {@code from}.
 *   <li>{@code to} is the end of the items that the consumer is about to deliver.
 *   <li>{@code failedTo} is the end of the claim that failed last: a command ran for its items and
 *       failed.
 *   <li>{@code tries} is the number of failed tries of the unacknowledged items below {@code
 *       failedTo}. All later items have no failed tries.
 * </ul>
 *
 * <p>The acknowledged items end at {@code from} or at the head, whichever is higher. If the
 * consumer dies, the next consumer begins at this position. It marks the items below {@code to} as
 * redelivered, because they may have been delivered already.
 */
final class SoleConsumer extends Consumer {
    private static final long NOTES = RingLayout.claim(0);

    /**
     * The offset of {@code failedTo}, which is the end of the items for which a command failed
     * last. This position is stored in the field for the number of deliveries, because a one-to-one
     * ring does not count deliveries.
     */
    private static final long FAILED_TO = NOTES + ClaimLayout.DELIVERIES;

    private long run;
    private long next;
    private long known;

    /**
     * The items below this position may have been delivered before, so their next delivery is
     * marked as a redelivery.
     */
    private long inherited;

    private long to;

    /**
     * The number of failed tries of the unacknowledged items below {@link #failedTo}. A try fails
     * when a command has run for the items and has failed. The field {@code failedTo} is the end of
     * the items of the last failed try. Shared memory also contains {@code tries} and {@code
     * failedTo}, so that the next consumer continues to count.
     */
    private int tries;

    private long failedTo;

    SoleConsumer(RingAttachment attachment) {
        super(attachment);
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        long from = Words.getAcquire(shared, NOTES + ClaimLayout.FROM);
        this.inherited = Words.getAcquire(shared, NOTES + ClaimLayout.TO);
        this.known = Words.getAcquire(shared, RingLayout.TAIL_AT);
        this.next = Math.max(head, from);
        PositionCheck.check(head, head, next, known, area.capacity());
        // FROM is the end of the acknowledged items. The previous consumer may have died after it
        // stored FROM and before it advanced the head to the run (a header and its items) that
        // contains FROM. In that case, this consumer advances the head.
        this.run = area.runOf(head, next, known);
        this.to = next;
        this.tries = (int) Words.get(shared, NOTES + ClaimLayout.TRIES);
        this.failedTo = Words.get(shared, FAILED_TO);
        if (head != run) {
            Words.setRelease(shared, RingLayout.HEAD_AT, run);
        }
        if (inherited > next) {
            Words.getAndAdd(shared, RingLayout.RECOVERIES_AT, 1);
        }
    }

    @Override
    boolean recoverItems() {
        return itemsThere();
    }

    @Override
    boolean itemsThere() {
        return Words.getAcquire(shared, RingLayout.TAIL_AT) != next;
    }

    @Override
    Attempt tryClaim(long mostItems, long mostBytes, boolean thorough, Deadline deadline) {
        if (known == next) {
            known = Words.getAcquire(shared, RingLayout.TAIL_AT);
            if (known == next) {
                return Attempt.NO_ITEMS;
            }
            long head = Words.get(shared, RingLayout.HEAD_AT);
            PositionCheck.check(head, run, next, known, area.capacity());
        }
        boolean marked = next < inherited;
        boolean failed = next < failedTo;
        long stop = marked ? Math.min(inherited, known) : known;
        if (failed) {
            // All items of a claim must have the same number of failed tries. Items beyond failedTo
            // have no failed tries, so the claim ends at failedTo or before.
            stop = Math.min(failedTo, stop);
        }
        to = extent.end(run, next, stop, known, mostItems, mostBytes);
        if (Words.get(shared, NOTES + ClaimLayout.TO) < to) {
            // TO, the end of the items to deliver, is stored before the delivery. If this process
            // dies during the delivery, the next consumer then knows which items may have been
            // delivered already.
            Words.setRelease(shared, NOTES + ClaimLayout.TO, to);
            Words.storeFence();
        }
        if (marked) {
            Words.getAndAdd(shared, RingLayout.REDELIVERED_AT, 1);
        }
        delivery.begin(run, next, to, known, marked, marked ? 2 : 1);
        delivery.failed(failed ? tries : 0, 0);
        return Attempt.CLAIMED;
    }

    @Override
    void acknowledgeAll() {
        acknowledged += delivery.walked();
        moveTo(extent.endRun(), to);
    }

    @Override
    void acknowledgeFirst(long n) {
        long position = delivery.afterItems(n);
        moveTo(area.runOf(delivery.run(), position, known), position);
    }

    private void moveTo(long newRun, long position) {
        next = position;
        // The head is always the start of a run (a header and its items). If the acknowledged items
        // end within a run, their end is stored in FROM.
        if (newRun != position) {
            Words.setRelease(shared, NOTES + ClaimLayout.FROM, position);
        }
        if (newRun != run) {
            run = newRun;
            Words.setRelease(shared, RingLayout.HEAD_AT, run);
            RingStep.C5.reached();
            area.free(run);
            attachment.room.signal();
        }
        attachment.moved(acknowledged);
    }

    @Override
    public void forgo() {
        guarded(() -> Words.setRelease(shared, NOTES + ClaimLayout.FROM, to));
    }

    /**
     * Gives back the unacknowledged items. The next claims contain these items again, marked as
     * redelivered.
     */
    @Override
    public void giveBack() {
        inherited = Math.max(inherited, to);
        to = next;
    }

    @Override
    public void giveBackUndelivered() {
        to = next;
        // TO is the end of the items that may have been delivered. The items that this method gives
        // back were not delivered, so TO is set back. Otherwise the next consumer would mark these
        // items as redelivered.
        guarded(() -> Words.setRelease(shared, NOTES + ClaimLayout.TO, Math.max(inherited, next)));
    }

    /**
     * Counts a failed try of the claimed items: a command has run for the items, and has failed.
     * The ring stores the count of only one range of items. If it has a count of items that follow
     * the claim in the ring, this count is lost. This method writes to shared memory three times.
     * If this process dies between two of these writes, the count may be too low. But the order of
     * the writes ensures that a try of one item is never counted for another item.
     */
    @Override
    public void countTry() {
        guarded(
                () -> {
                    tries = next < failedTo ? tries + 1 : 1;
                    Words.setRelease(shared, FAILED_TO, Math.min(failedTo, to));
                    Words.setRelease(shared, NOTES + ClaimLayout.TRIES, tries);
                    Words.setRelease(shared, FAILED_TO, to);
                    failedTo = to;
                });
    }

    /** Returns null, because a one-to-one ring has no locks. */
    @Override
    public LockHolder heldUpBy() {
        return null;
    }

    /**
     * Does nothing, because each acknowledgement has already freed the space of the acknowledged
     * items.
     */
    @Override
    public void settle() {}
}
