package ipckit.prodcons.demo.buffer;

/**
 * An order from the parent to a worker. The parent writes the order as one byte to the stdin of the
 * worker.
 */
public enum WorkerOrder {
    /** The worker may take its next step. After this step, the worker needs permission again. */
    STEP,
    /** The worker may take all further steps without asking for permission. */
    GO,
    /**
     * Tells a worker that all producers have ended. A consumer that has received this order ends
     * when the buffer is empty. Only the consumers of the textbook's buffer need this order. The
     * consumers of a ring do not need it, because they learn from the ring that the last producer
     * has ended.
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
