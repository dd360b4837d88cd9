package ipckit.common.queue;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * Whether a stream has ended, as a FIFO's does: nobody lives who could put, nothing is left, and
 * somebody was there at all.
 *
 * <p>The order of the looks is the point (steps E1 to E5): first how many ever came, then whether
 * one of them lives, then whether anything is left, then again how many ever came. A producer's
 * role is written before it is counted. With any other order a producer that comes and goes between
 * two looks ends a stream that goes on.
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
        this.producerAtStart = someoneCanPut(true);
    }

    /** Items were delivered: then there was a stream, whoever wrote it. */
    void sawItems() {
        sawItems = true;
    }

    /**
     * @param producers how many must have come since the stream last ended; 0: some sign of one
     * @param thorough asks the kernel whether those who seem to be there live
     */
    boolean isReached(int producers, boolean thorough) {
        long attaches = Words.getAcquire(shared, RingLayout.ATTACHES_AT); // E1
        Words.fullFence();
        if (someoneCanPut(thorough)) { // E2
            return false;
        }
        Words.fullFence();
        if (!hasBegun(producers, attaches)) {
            return false;
        }
        long head = Words.getAcquire(shared, RingLayout.HEAD_AT); // E3
        if (Words.getAcquire(shared, RingLayout.TAIL_AT) != head) { // E4
            return false;
        }
        if (Words.getAcquire(shared, RingLayout.ATTACHES_AT) != attaches) { // E5
            return false;
        }
        Words.setRelease(
                shared, RingLayout.ENDED_AT, Words.getAcquire(shared, RingLayout.PRODUCERS_AT));
        return true;
    }

    /**
     * The consumer leaves: nobody else may be there to see that the stream has ended, if it has,
     * and its producers are not to be counted with those of the next one.
     */
    void leaves() {
        if (!attachment.hasOtherConsumer()) {
            isReached(0, true);
        }
    }

    private boolean hasBegun(int producers, long attaches) {
        if (producers > 0) {
            long come = Words.getAcquire(shared, RingLayout.PRODUCERS_AT);
            return come - producersAtStart >= producers;
        }
        return sawItems || producerAtStart || attaches != attachesAtStart;
    }

    /**
     * E2: looks for a participant that could put. A participant with a role that does not live has
     * died unnoticed. A thorough look asks the kernel; before a sleep, the role is believed.
     */
    private boolean someoneCanPut(boolean thorough) {
        return attachment.hasOtherKeepingStreamOpen(thorough);
    }
}
