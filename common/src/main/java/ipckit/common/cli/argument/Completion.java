package ipckit.common.cli.argument;

/** The words that a shell offers for the value of an argument when the user asks for completion. */
public enum Completion {
    /** The shell offers only the words of {@link Argument#examples}. */
    NONE,
    /** The shell offers existing files and directories. */
    FILE,
    /** The shell offers existing directories. */
    DIRECTORY,
    /**
     * The argument is a command line of another program. The shell first offers programs, and then
     * the words that the completion of the chosen program offers.
     */
    COMMAND,
    /** The shell offers the existing buffers of {@code ipc-prodcons}. */
    BUFFER,
    /** The shell offers the existing mailboxes of {@code ipc-mq}. */
    MAILBOX,
    /** The shell offers the existing segments of {@code ipc-shm}. */
    SEGMENT,
    /**
     * The shell offers the existing tasks: the named parties of direct communication in {@code
     * ipc-mq}.
     */
    TASK,
    /**
     * The shell offers the names that a task of {@code ipc-mq} has for ports. The task is the value
     * of {@code --as}, or of {@code $IPC_TASK} without this option.
     */
    PORT,
    /**
     * The shell offers the names that a task of {@code ipc-mq} has for port sets. The task is the
     * value of {@code --as}, or of {@code $IPC_TASK} without this option.
     */
    PORT_SET,
    /** The shell offers the words of {@link #PORT} and of {@link #PORT_SET}. */
    PORT_OR_SET,
    /**
     * The shell offers the words of {@link #MAILBOX}. If the user has typed {@code port:}, the
     * shell offers the words of {@link #PORT} instead, with this prefix.
     */
    MAILBOX_OR_PORT,
    /** The shell offers the existing daemons: the background processes with a name. */
    DAEMON
}
