package ipckit.common.queue;

/** Keeps a ring's stream from ending for as long as it is open and its process lives. */
public final class StreamHolder implements AutoCloseable {
    private final RingMembership member;

    StreamHolder(RingMembership member) {
        this.member = member;
    }

    @Override
    public void close() {
        member.close();
    }
}
