package ipckit.mq.space;

/**
 * The layout of a row of the port space. The constants are offsets in bytes. Each field except the
 * name is a long. {@link RowKind} tells what a row stands for, and the views {@link TaskRow},
 * {@link PortRow}, {@link NameRow}, {@link CarriedRow}, {@link RequestRow} and {@link NoticeRow}
 * give the fields their meaning. A reference to another row is the number of that row plus 1, or 0
 * for no row.
 */
final class RowLayout {
    /** The number of the row's {@link RowKind}; 0 if the row is free. */
    static final long KIND = 0;

    /** A number that no other row has had: of a task, a port, a name, or a message's token. */
    static final long NUMBER = KIND + Long.BYTES;

    /** A reference to the row of a task. */
    static final long TASK = NUMBER + Long.BYTES;

    /** A reference to the row of a port. */
    static final long PORT = TASK + Long.BYTES;

    static final long STATE = PORT + Long.BYTES;

    static final long COUNT = STATE + Long.BYTES;

    /** A reference to another row, or a second number. */
    static final long OTHER = COUNT + Long.BYTES;

    /** The position among several rows with the same number. */
    static final long ORDER = OTHER + Long.BYTES;

    /** The length of the name in bytes. */
    static final long NAME_LENGTH = ORDER + Long.BYTES;

    /** The bytes of the name, which are ASCII. */
    static final long NAME = NAME_LENGTH + Long.BYTES;

    /** The largest length of a name. */
    static final int NAME_BYTES = 200;

    static final long SIZE = NAME + NAME_BYTES;

    private RowLayout() {}
}
