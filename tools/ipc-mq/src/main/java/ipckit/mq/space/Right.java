package ipckit.mq.space;

/** The kinds of rights that a task can have to a port. */
public enum Right {
    /**
     * The right to receive the port's messages. A port has exactly one receive right, which belongs
     * to a task or to a message. Only a kernel port, which gets the requests that control a task,
     * has no receive right.
     */
    RECEIVE("receive"),
    /** The right to send messages to the port. A task can have several send rights to one port. */
    SEND("send"),
    /** The right to send one message to the port, even if the port is full. */
    SEND_ONCE("send-once");

    private final String word;

    Right(String word) {
        this.word = word;
    }

    /** Returns the word for the right in command lines and in output. */
    public String word() {
        return word;
    }
}
