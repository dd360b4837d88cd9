package ipckit.mq.space;

/** The events about which a task gets notices. */
public enum PortEvent {
    /** The task has a name for a port, and this port has been destroyed. */
    DEAD_NAME("dead-name"),
    /** No task and no message has a send right to the port any more. */
    NO_SENDERS("no-senders"),
    /**
     * A port was about to be destroyed. Instead, the port remains, and the notice carries the
     * port's receive right.
     */
    PORT_DESTROYED("port-destroyed"),
    /** A name for which a dead-name notice was requested no longer exists. */
    PORT_DELETED("port-deleted"),
    /**
     * A pending message, which was sent to a full port, is now within the port's queue limit, or
     * has been received.
     */
    MSG_ACCEPTED("msg-accepted"),
    /**
     * A send-once right to a port has been destroyed before a task used the right. The notice is
     * sent to this port.
     */
    SEND_ONCE("send-once");

    private final String word;

    PortEvent(String word) {
        this.word = word;
    }

    /** Returns the event for a word in a notice; null if there is no such event. */
    static PortEvent of(String word) {
        for (PortEvent event : values()) {
            if (event.word.equals(word)) {
                return event;
            }
        }
        return null;
    }

    /** Returns the word for the event in notices and in output. */
    public String word() {
        return word;
    }
}
