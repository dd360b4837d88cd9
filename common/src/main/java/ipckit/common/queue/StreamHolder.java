package ipckit.common.queue;

/**
 * Keeps the stream of a ring's items open, as a producer does, but neither puts nor takes items.
 * While the stream is open, consumers wait for further items. The stream does not end before this
 * object is closed or this process ends.
 */
public final class StreamHolder implements AutoCloseable {
    private final RingAttachment attachment;

    StreamHolder(RingAttachment attachment) {
        this.attachment = attachment;
    }

    @Override
    public void close() {
        attachment.close();
    }
}
