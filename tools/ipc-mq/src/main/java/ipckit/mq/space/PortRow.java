package ipckit.mq.space;

/**
 * The row of a port. {@code COUNT} is the number of send rights that tasks have or that messages
 * carry. {@code OTHER} is the queue limit. {@code ORDER} is the number of requests for msg-accepted
 * notices. {@code STATE} is 1 if the port is dying.
 */
record PortRow(Change change, int row) {
    private static final long DYING = 1;

    static PortRow create(Change change, long number, int limit) {
        PortRow port = new PortRow(change, change.allocate(RowKind.PORT));
        change.set(port.row, RowLayout.NUMBER, number);
        change.set(port.row, RowLayout.OTHER, limit);
        return port;
    }

    long number() {
        return change.get(row, RowLayout.NUMBER);
    }

    boolean isDying() {
        return change.get(row, RowLayout.STATE) == DYING;
    }

    void die() {
        change.set(row, RowLayout.STATE, DYING);
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

    long acceptRequests() {
        return change.get(row, RowLayout.ORDER);
    }

    void addAcceptRequests(long more) {
        change.set(row, RowLayout.ORDER, acceptRequests() + more);
    }
}
