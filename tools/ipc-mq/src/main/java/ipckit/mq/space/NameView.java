package ipckit.mq.space;

/**
 * A name that a task has for a port, as a process has read it from the port space's table. Later
 * the process reads the name's row in this table again, without the lock of the space, to learn
 * whether the task still has the right. Meanwhile the row may have been used again for another
 * name. In this case, the row has another number, so the process notices that the name was deleted.
 */
final class NameView {
    private final int row;
    private final long number;
    private final long port;

    NameView(NameRow name) {
        this.row = name.row();
        this.number = name.change().get(row, RowLayout.NUMBER);
        this.port = name.change().get(row, RowLayout.PORT);
    }

    /**
     * Returns whether the task still has a send right to the same port under this name. Returns
     * false for a send-once right.
     */
    boolean canSend(Change change) {
        NameRow name = new NameRow(change, row);
        return isSame(change) && name.sends() > 0 && !name.isDead() && isSame(change);
    }

    /** Returns whether the task still has the receive right to the same port under this name. */
    boolean canReceive(Change change) {
        return isSame(change) && new NameRow(change, row).hasReceive() && isSame(change);
    }

    private boolean isSame(Change change) {
        return change.get(row, RowLayout.KIND) == RowKind.NAME.ordinal()
                && change.get(row, RowLayout.NUMBER) == number
                && change.get(row, RowLayout.PORT) == port;
    }
}
