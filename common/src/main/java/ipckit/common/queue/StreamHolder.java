package ipckit.common.queue;

/**
 * An attachment that neither puts nor takes items, but keeps the stream of a ring from ending. The
 * stream does not end while the holder is open and its process lives.
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
