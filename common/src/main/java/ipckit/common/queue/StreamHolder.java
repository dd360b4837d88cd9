package ipckit.common.queue;

/**
 * Keeps the stream of a ring from ending, but neither puts nor takes items. The stream does not end
 * before this object is closed or its process ends.
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
