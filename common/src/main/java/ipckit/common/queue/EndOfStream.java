package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * Decides whether a stream has ended, as a FIFO's stream does: no living participant can put, no
 * items are left, and at least one producer has attached or put items.
 *
 * <p>The order of the reads matters (steps E1 to E5): first the number of producers and holders
 * that ever attached, then whether one of them lives, then whether items are left, then the number
 * again. A producer's role is written before the producer is counted. In any other order, a
 * producer that attaches and detaches between two reads would end a stream that continues.
 */
final class EndOfStream {
    private final RingAttachment attachment;
    private final Mapping shared;
    private final long producersAtStart;
    private final long attachesAtStart;
    private boolean sawItems;
    private final boolean producerAtStart;

    EndOfStream(RingAttachment attachment) {
        this.attachment = attachment;
        this.shared = attachment.shared;
        this.attachesAtStart = Words.getAcquire(shared, RingLayout.ATTACHES_AT);
        this.producersAtStart = Words.getAcquire(shared, RingLayout.ENDED_AT);
        this.producerAtStart = attachment.hasOtherKeepingStreamOpen(true);
    }

    /** Notes that items were delivered, which proves that there was a stream. */
    void sawItems() {
        sawItems = true;
    }

    /**
     * Whether the stream has ended.
     *
     * @param producers how many producers must have attached since the stream last ended; 0 when
     *     one producer or one item suffices
     * @param thorough true to ask the kernel whether participants live; false to rely on the roles,
     *     which dead participants keep
     */
    boolean isReached(int producers, boolean thorough) {
        // E1: reads how many producers and holders have ever attached.
        long attaches = Words.getAcquire(shared, RingLayout.ATTACHES_AT);
        Words.fullFence();
        // E2: looks for a living producer or holder.
        if (attachment.hasOtherKeepingStreamOpen(thorough)) {
            return false;
        }
        Words.fullFence();
        if (!hasBegun(producers, attaches)) {
            return false;
        }
        // E3 reads the head, E4 reads the tail, and E5 reads the number again.
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        if (Words.getAcquire(shared, RingLayout.TAIL_AT) != head
                || Words.getAcquire(shared, RingLayout.ATTACHES_AT) != attaches) {
            return false;
        }
        Words.setRelease(
                shared, RingLayout.ENDED_AT, Words.getAcquire(shared, RingLayout.PRODUCERS_AT));
        return true;
    }

    /**
     * Records the end of the stream when the last consumer detaches and the stream has ended. So
     * the producers of this stream do not count for the next stream. A consumer calls this method
     * before it detaches.
     */
    void leaves() {
        if (!attachment.hasOtherConsumer()) {
            isReached(0, true);
        }
    }

    private boolean hasBegun(int producers, long attaches) {
        if (producers > 0) {
            long attached = Words.getAcquire(shared, RingLayout.PRODUCERS_AT);
            return attached - producersAtStart >= producers;
        }
        return sawItems || producerAtStart || attaches != attachesAtStart;
    }
}
