package ipckit.mq.space;

/**
 * The layout of a row in the table of the port space, which contains its tasks, ports and rights.
 * The constants are offsets in bytes. Each field except the name is a long. The {@link RowKind}
 * says whether the row stands for a task, a port or another thing. The views {@link TaskRow},
 * {@link PortRow}, {@link NameRow}, {@link CarriedRow}, {@link RequestRow} and {@link NoticeRow}
 * describe the meaning of the fields. A reference to another row is the number of that row plus 1,
 * or 0 for no row.
 */
final class RowLayout {
    /** The number of the row's {@link RowKind}; 0 if the row is free. */
    static final long KIND = 0;

    /**
     * The number that identifies a task, a port, a name or a message. The number of a message is
     * its token. No number is assigned twice.
     */
    static final long NUMBER = KIND + Long.BYTES;

    /** A reference to the row of a task: the row's index plus 1, or 0 for no row. */
    static final long TASK = NUMBER + Long.BYTES;

    /** A reference to the row of a port: the row's index plus 1, or 0 for no row. */
    static final long PORT = TASK + Long.BYTES;

    static final long STATE = PORT + Long.BYTES;

    static final long COUNT = STATE + Long.BYTES;

    /** A reference to another row, or a number. Its meaning depends on the kind of the row. */
    static final long OTHER = COUNT + Long.BYTES;

    /** The position of a right in its message; for a port, the number of pending messages. */
    static final long ORDER = OTHER + Long.BYTES;

    /** The length of the row's name, in bytes. */
    static final long NAME_LENGTH = ORDER + Long.BYTES;

    /** The bytes of the row's name, which are ASCII. */
    static final long NAME = NAME_LENGTH + Long.BYTES;

    /** The largest length of a name in bytes. */
    static final int NAME_BYTES = 200;

    static final long SIZE = NAME + NAME_BYTES;

    private RowLayout() {}
}
