package ipckit.prodcons.demo.buffer;

/** An order that the parent writes to the standard input of a worker, as one byte. */
public enum WorkerOrder {
    /** The worker may take one step. */
    STEP,
    /** The worker may take all further steps without asking for permission. */
    GO,
    /**
     * All producers have ended. Only the consumers of the textbook's buffer need this order,
     * because a ring itself tells its consumers when the stream has ended.
     */
    LAST;

    private static final WorkerOrder[] ORDERS = values();

    /** Returns the byte that stands for the order. */
    public int code() {
        return ordinal();
    }

    /** Returns the order that a byte stands for. */
    public static WorkerOrder of(int code) {
        return ORDERS[code];
    }
}
