package ipckit.mq.space;

/**
 * A row of the port space's table for a right that is in a message. The names in capitals are
 * fields of {@link RowLayout}. {@code NUMBER} is the token, the number that identifies the message.
 * {@code ORDER} is the position of the right in the message, and {@code COUNT} is its kind. {@code
 * PORT} refers to the port to which the right belongs. If this port is dead, {@code PORT} is 0.
 * {@code OTHER} refers to the port to which the message was sent. {@code TASK} refers to the
 * sending task. When a task has accepted the right, {@code TASK} refers to this task.
 */
record CarriedRow(Change change, int row) {
    private static final long MOVED = 1;
    private static final long ACCEPTED = 1 << 1;

    /**
     * This flag marks the row of the send-once right with which the task sends the message. The
     * sending uses this right up; the message does not carry it.
     */
    private static final long USED = 1 << 2;

    static CarriedRow create(
            Change change,
            long token,
            int order,
            int sender,
            int destination,
            int port,
            Right right) {
        CarriedRow created = new CarriedRow(change, change.allocate(RowKind.CARRIED));
        int row = created.row;
        change.set(row, RowLayout.NUMBER, token);
        change.set(row, RowLayout.ORDER, order);
        change.setReference(row, RowLayout.TASK, sender);
        change.setReference(row, RowLayout.OTHER, destination);
        change.setReference(row, RowLayout.PORT, port);
        change.set(row, RowLayout.COUNT, right.ordinal());
        return created;
    }

    long token() {
        return change.get(row, RowLayout.NUMBER);
    }

    long order() {
        return change.get(row, RowLayout.ORDER);
    }

    /** Returns the row index of the port to which the right belongs; NO_ROW if the port is dead. */
    int port() {
        return change.reference(row, RowLayout.PORT, RowKind.PORT);
    }

    void die() {
        change.set(row, RowLayout.PORT, 0);
    }

    Right right() {
        return Right.values()[(int) change.get(row, RowLayout.COUNT) % Right.values().length];
    }

    /**
     * Returns the row index of the port to which the message with the right was sent. When that
     * port is destroyed, this row is deleted, too.
     */
    int destination() {
        return change.reference(row, RowLayout.OTHER, RowKind.PORT);
    }

    int task() {
        return change.reference(row, RowLayout.TASK, RowKind.TASK);
    }

    void forgetTask() {
        change.set(row, RowLayout.TASK, 0);
    }

    private boolean flag(long flag) {
        return (change.get(row, RowLayout.STATE) & flag) != 0;
    }

    private void setFlag(long flag) {
        change.set(row, RowLayout.STATE, change.get(row, RowLayout.STATE) | flag);
    }

    /** Returns whether the message carries the sender's right itself, not a copy of it. */
    boolean isMoved() {
        return flag(MOVED);
    }

    void setMoved() {
        setFlag(MOVED);
    }

    boolean isUsed() {
        return flag(USED);
    }

    void setUsed() {
        setFlag(USED);
    }

    boolean isAccepted() {
        return flag(ACCEPTED);
    }

    /**
     * Records that a task has got the right from the message, and the name of the right in this
     * task.
     */
    void accept(int task, String name) {
        setFlag(ACCEPTED);
        change.setReference(row, RowLayout.TASK, task);
        change.setName(row, name);
    }

    String name() {
        return change.name(row);
    }

    void setName(String name) {
        change.setName(row, name);
    }
}
