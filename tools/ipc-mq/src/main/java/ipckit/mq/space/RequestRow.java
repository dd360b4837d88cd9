package ipckit.mq.space;

/**
 * A row of the port space's table for a task's request to get a notice when an event happens to a
 * port. The names in capitals are fields of {@link RowLayout}. {@code STATE} is the event. {@code
 * PORT} refers to the port. In a request for a dead-name notice, {@code OTHER} refers to the task's
 * name for the port; otherwise it is 0. In a request for a msg-accepted notice, {@code NUMBER} is
 * the token, the number that identifies the pending message.
 */
record RequestRow(Change change, int row) {
    static RequestRow create(Change change, int task, int port, int name, PortEvent event) {
        RequestRow created = new RequestRow(change, change.allocate(RowKind.REQUEST));
        change.setReference(created.row, RowLayout.TASK, task);
        change.setReference(created.row, RowLayout.PORT, port);
        change.setReference(created.row, RowLayout.OTHER, name);
        change.set(created.row, RowLayout.STATE, event.ordinal());
        return created;
    }

    int task() {
        return change.reference(row, RowLayout.TASK, RowKind.TASK);
    }

    int port() {
        return change.reference(row, RowLayout.PORT, RowKind.PORT);
    }

    boolean isFor(PortEvent event) {
        return change.get(row, RowLayout.STATE) == event.ordinal();
    }

    boolean isOfName(int name) {
        return change.get(row, RowLayout.OTHER) == name + 1L;
    }

    long token() {
        return change.get(row, RowLayout.NUMBER);
    }

    void setToken(long token) {
        change.set(row, RowLayout.NUMBER, token);
    }

    /** Returns the name that the task used for the port when it made the request. */
    String name() {
        return change.name(row);
    }

    void setName(String name) {
        change.setName(row, name);
    }
}
