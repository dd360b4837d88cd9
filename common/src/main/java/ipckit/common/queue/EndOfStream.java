package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * Decides whether the stream of items in a ring has ended, so that consumers stop waiting for
 * items. Producers and {@linkplain StreamHolder stream holders} (participants that put no items)
 * keep the stream open. The stream begins when a producer or stream holder is attached, or when an
 * item is delivered. The stream ends when no producer or stream holder lives and all items are
 * acknowledged. Only a stream that has begun can end.
 *
 * <p>This class reads shared memory in this order:
 *
 * <ul>
 *   <li>E1 reads the number of producers and stream holders that have ever attached.
 *   <li>E2 finds out whether a producer or stream holder lives.
 *   <li>E3 and E4 read the ring's head and tail, which are equal when no items are left.
 *   <li>E5 again reads the number that E1 has read. If this number has grown since E1, a producer
 *       or stream holder has attached since then, and the stream has not ended.
 * </ul>
 *
 * <p>In any other order, this class could miss a producer that attaches and detaches between two
 * reads. The class would then report the end of the stream too early. For the same reason, a
 * participant first writes its role to the participant table, and then increases the number that E1
 * and E5 read.
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

    /** Notes that items were delivered, which proves that the stream has begun. */
    void sawItems() {
        sawItems = true;
    }

    /**
     * Returns whether the stream has ended. If {@code producers} is not 0, the stream cannot end
     * before this number of producers has attached since the end of the previous stream.
     *
     * <p>If the stream has ended, also stores the number of producers that have attached so far, so
     * that consumers of the next stream do not count these producers.
     *
     * @param producers the number of producers to wait for; 0 to wait for none
     * @param thorough true to ask the kernel which participants live; false to rely on the
     *     participant table, which may still contain dead participants
     */
    boolean isReached(int producers, boolean thorough) {
        // Step E1 reads the number of producers and stream holders that have ever attached.
        long attaches = Words.getAcquire(shared, RingLayout.ATTACHES_AT);
        Words.fullFence();
        // Step E2 looks for a living producer or stream holder.
        if (attachment.hasOtherKeepingStreamOpen(thorough)) {
            return false;
        }
        Words.fullFence();
        if (!hasBegun(producers, attaches)) {
            return false;
        }
        // Step E3 reads the head, and step E4 reads the tail. The head and the tail differ while
        // items are left.
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT);
        if (Words.getAcquire(shared, RingLayout.TAIL_AT) != head) {
            return false;
        }
        // Step E5 reads once more how many producers and stream holders have ever attached. If the
        // number has changed since step E1, a producer or stream holder has attached meanwhile, and
        // the stream has not ended.
        if (Words.getAcquire(shared, RingLayout.ATTACHES_AT) != attaches) {
            return false;
        }
        Words.setRelease(
                shared, RingLayout.ENDED_AT, Words.getAcquire(shared, RingLayout.PRODUCERS_AT));
        return true;
    }

    /**
     * Records the end of the stream, if the stream has ended and no other consumer is attached. A
     * consumer calls this method before it detaches.
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
