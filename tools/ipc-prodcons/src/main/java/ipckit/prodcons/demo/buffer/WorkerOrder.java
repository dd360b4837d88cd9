package ipckit.prodcons.demo.buffer;

/** An order that the parent writes to the standard input of a worker, as one byte. */
public enum WorkerOrder {
    /** The worker may take one step. */
    STEP,
    /** The worker may take all further steps without permission for each. */
    GO,
    /**
     * All producers have ended. Only consumers of the textbook's buffer need this order: the ring
     * detects the end of the stream by itself.
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
