package ipckit.mq.space;

/**
 * The kind of object that a row of the port space's table stands for. A row contains the ordinal of
 * its kind.
 */
enum RowKind {
    /** No object: the row can be allocated. */
    FREE,
    /** A task. */
    TASK,
    /** A port. */
    PORT,
    /** A name that a task has for a port, for a dead port or for a port set. */
    NAME,
    /** A right that a message carries. */
    CARRIED,
    /** A task's request for a notice. */
    REQUEST,
    /** A notice that is not in a mailbox yet. */
    NOTICE
}
