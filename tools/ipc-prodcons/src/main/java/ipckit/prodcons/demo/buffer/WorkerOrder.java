package ipckit.prodcons.demo.buffer;

/** An order that the parent writes to the standard input of a worker, as one byte. */
public enum WorkerOrder {
    /** The worker may take one step. */
    STEP('s'),
    /** The worker may take all further steps without permission for each. */
    GO('g'),
    /**
     * All producers have ended. Only consumers of the textbook's buffer need this order: the ring
     * detects the end of the stream by itself.
     */
    LAST('l');

    private final int code;

    WorkerOrder(int code) {
        this.code = code;
    }

    /** Returns the byte that stands for the order. */
    public int code() {
        return code;
    }

    /** Returns the order that a byte stands for; {@link #LAST} for a byte without a meaning. */
    public static WorkerOrder of(int code) {
        for (WorkerOrder order : values()) {
            if (order.code == code) {
                return order;
            }
        }
        return LAST;
    }
}
