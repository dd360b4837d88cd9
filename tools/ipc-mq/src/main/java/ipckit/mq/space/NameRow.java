package ipckit.mq.space;

/**
 * A row of the port space's table for a name in a task. A name belongs to a port, to a dead port,
 * or to a port set. The names in capitals are fields of {@link RowLayout}. {@code STATE} contains
 * flags: one for the receive right, one for a send-once right, one for a dead name and one for a
 * port set. {@code COUNT} is the number of send rights; for a dead name, the number of dead rights.
 * If the port is in a port set, {@code OTHER} refers to the name of the set.
 */
record NameRow(Change change, int row) {
    private static final long RECEIVE = 1;
    private static final long SEND_ONCE = 1 << 1;
    private static final long DEAD = 1 << 2;
    private static final long SET = 1 << 3;

    static NameRow create(Change change, int task, int port, String name) {
        NameRow created = new NameRow(change, change.allocate(RowKind.NAME));
        change.set(created.row, RowLayout.NUMBER, change.newNumber());
        change.setReference(created.row, RowLayout.TASK, task);
        change.setReference(created.row, RowLayout.PORT, port);
        change.setName(created.row, name);
        return created;
    }

    static NameRow createSet(Change change, int task, String name) {
        NameRow created = create(change, task, Change.NO_ROW, name);
        created.setFlag(SET, true);
        return created;
    }

    String name() {
        return change.name(row);
    }

    int task() {
        return change.reference(row, RowLayout.TASK, RowKind.TASK);
    }

    /**
     * Returns the row index of the port; NO_ROW if this is a dead name or the name of a port set.
     */
    int port() {
        return change.reference(row, RowLayout.PORT, RowKind.PORT);
    }

    private boolean flag(long flag) {
        return (change.get(row, RowLayout.STATE) & flag) != 0;
    }

    private void setFlag(long flag, boolean on) {
        long state = change.get(row, RowLayout.STATE);
        change.set(row, RowLayout.STATE, on ? state | flag : state & ~flag);
    }

    boolean hasReceive() {
        return flag(RECEIVE);
    }

    void setReceive(boolean has) {
        setFlag(RECEIVE, has);
        if (!has) {
            change.set(row, RowLayout.OTHER, 0);
        }
    }

    boolean isSendOnce() {
        return flag(SEND_ONCE);
    }

    void setSendOnce() {
        setFlag(SEND_ONCE, true);
    }

    boolean isDead() {
        return flag(DEAD);
    }

    /**
     * Turns this name into a dead name, the name of a port that is destroyed. Each send or
     * send-once right becomes a dead right.
     */
    void die() {
        change.set(row, RowLayout.COUNT, Math.max(1, sends()));
        change.set(row, RowLayout.STATE, DEAD);
        change.set(row, RowLayout.PORT, 0);
        change.set(row, RowLayout.OTHER, 0);
    }

    boolean isSet() {
        return flag(SET);
    }

    /** Returns the number of send rights; for a dead name, the number of dead rights. */
    long sends() {
        return change.get(row, RowLayout.COUNT);
    }

    void addSends(long more) {
        change.set(row, RowLayout.COUNT, sends() + more);
    }

    /**
     * Returns the row index of the port set that contains the port; NO_ROW if no set contains the
     * port.
     */
    int set() {
        return change.reference(row, RowLayout.OTHER, RowKind.NAME);
    }

    void setSet(int set) {
        change.setReference(row, RowLayout.OTHER, set);
    }

    /** Returns whether the name has no rights left and is not the name of a port set. */
    boolean isEmpty() {
        return !hasReceive() && !isSendOnce() && !isSet() && sends() == 0;
    }
}
