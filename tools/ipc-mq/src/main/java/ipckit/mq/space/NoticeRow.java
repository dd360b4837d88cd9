package ipckit.mq.space;

import ipckit.common.object.ObjectFile;

/**
 * A row of the port space's table for a notice that is not in a mailbox yet. The names in capitals
 * are fields of {@link RowLayout}. {@code NUMBER} is the token, the number that identifies the
 * notice; notices are sent in the order of their tokens. {@code STATE} is the event. {@code OTHER}
 * refers to the port to which the notice is sent. A port-destroyed notice carries the receive right
 * to a port that would have died otherwise. {@code PORT} refers to this port.
 */
record NoticeRow(Change change, int row) {
    static NoticeRow create(Change change, int destination, PortEvent event, String name) {
        NoticeRow created = new NoticeRow(change, change.allocate(RowKind.NOTICE));
        change.set(created.row, RowLayout.NUMBER, change.newNumber());
        change.setReference(created.row, RowLayout.OTHER, destination);
        change.set(created.row, RowLayout.STATE, event.ordinal());
        change.setName(created.row, name);
        return created;
    }

    long token() {
        return change.get(row, RowLayout.NUMBER);
    }

    PortEvent event() {
        long event = change.get(row, RowLayout.STATE);
        if (event < 0 || event >= PortEvent.values().length) {
            throw ObjectFile.damaged("a notice is of an impossible kind");
        }
        return PortEvent.values()[(int) event];
    }

    int destination() {
        return change.reference(row, RowLayout.OTHER, RowKind.PORT);
    }

    /**
     * Returns the row index of the port whose receive right the notice carries; NO_ROW for none.
     */
    int port() {
        return change.reference(row, RowLayout.PORT, RowKind.PORT);
    }

    void carry(int port) {
        change.setReference(row, RowLayout.PORT, port);
    }

    String name() {
        return change.name(row);
    }

    /** Returns the text of the notice: the event, and the name that it is about. */
    String text() {
        String name = name();
        return name.isEmpty() ? event().word() : event().word() + " " + name;
    }
}
