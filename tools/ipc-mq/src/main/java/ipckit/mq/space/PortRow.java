package ipckit.mq.space;

/**
 * A row of the port space's table for a port. The names in capitals are fields of {@link
 * RowLayout}. {@code COUNT} is the number of send rights that tasks have or that messages carry.
 * {@code OTHER} is the queue limit. {@code ORDER} is the number of pending messages. {@code STATE}
 * contains flags.
 */
record PortRow(Change change, int row) {
    private static final long DYING = 1;
    private static final long OF_PROCESS = 1 << 1;

    static PortRow create(Change change, long number, int limit) {
        PortRow port = new PortRow(change, change.allocate(RowKind.PORT));
        change.set(port.row, RowLayout.NUMBER, number);
        change.set(port.row, RowLayout.OTHER, limit);
        return port;
    }

    long number() {
        return change.get(row, RowLayout.NUMBER);
    }

    private boolean flag(long flag) {
        return (change.get(row, RowLayout.STATE) & flag) != 0;
    }

    private void setFlag(long flag) {
        change.set(row, RowLayout.STATE, change.get(row, RowLayout.STATE) | flag);
    }

    boolean isDying() {
        return flag(DYING);
    }

    /** Marks this port as dying. Has no effect if it is dying already. */
    void die() {
        if (!isDying()) {
            setFlag(DYING);
            change.addDying(1);
        }
    }

    /** Deletes the row of this dying port from the port space's table. */
    void delete() {
        change.addDying(-1);
        change.free(row);
    }

    /** Returns whether the port belongs to a process, whose end destroys the port. */
    boolean isOfProcess() {
        return flag(OF_PROCESS);
    }

    void setOfProcess() {
        setFlag(OF_PROCESS);
    }

    int limit() {
        return (int) change.get(row, RowLayout.OTHER);
    }

    long senders() {
        return change.get(row, RowLayout.COUNT);
    }

    void addSenders(long more) {
        change.set(row, RowLayout.COUNT, senders() + more);
    }

    long pending() {
        return change.get(row, RowLayout.ORDER);
    }

    void addPending(long more) {
        change.set(row, RowLayout.ORDER, pending() + more);
    }
}
