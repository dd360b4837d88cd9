package ipckit.common.queue;

/** Keeps a ring's stream from ending for as long as it is open and its process lives. */
public final class Holder implements AutoCloseable {
    private final Membership member;

    Holder(Membership member) {
        this.member = member;
    }

    @Override
    public void close() {
        member.close();
    }
}
