package ipckit.mq.space;

/**
 * The knowledge of a process about a name of a task. The process reads the name again without the
 * lock, to learn whether the task still has the right. A name's row gets another number when it is
 * used again for another name, so a name is never mistaken for another one.
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

    /** Returns whether the name still has a send right to the same port. */
    boolean canSend(Change change) {
        NameRow name = new NameRow(change, row);
        return isSame(change) && name.sends() > 0 && !name.isDead() && isSame(change);
    }

    /** Returns whether the name still has the receive right to the same port. */
    boolean canReceive(Change change) {
        return isSame(change) && new NameRow(change, row).hasReceive() && isSame(change);
    }

    private boolean isSame(Change change) {
        return change.get(row, RowLayout.KIND) == RowKind.NAME.ordinal()
                && change.get(row, RowLayout.NUMBER) == number
                && change.get(row, RowLayout.PORT) == port;
    }
}
