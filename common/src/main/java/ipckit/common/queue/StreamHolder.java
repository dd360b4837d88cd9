package ipckit.common.queue;

/** Keeps a ring's stream from ending while the holder is open and its process lives. */
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
