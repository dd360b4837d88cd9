package ipckit.mq.space;

/** The events about which a task gets notices. */
public enum PortEvent {
    /** The task has a name for a port, and this port has been destroyed. */
    DEAD_NAME("dead-name"),
    /** The last send right to a port has been dropped. */
    NO_SENDERS("no-senders"),
    /**
     * A port would have been destroyed. Instead, the port remains, and the notice carries its
     * receive right.
     */
    PORT_DESTROYED("port-destroyed"),
    /** A name for which a dead-name notice was requested no longer exists. */
    PORT_DELETED("port-deleted"),
    /** A pending message has been accepted by its port. */
    MSG_ACCEPTED("msg-accepted"),
    /** A send-once right to the port has been destroyed before any task used it. */
    SEND_ONCE("send-once");

    private final String word;

    PortEvent(String word) {
        this.word = word;
    }

    /** Returns the word for the event in notices and in output. */
    public String word() {
        return word;
    }
}
