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
     * The shell offers names of ports. In {@code ipc-mq}, a port is a mailbox that only tasks with
     * a right to the port can use, and each task has its own names for ports. The shell offers the
     * port names of one task. This task is the value of {@code --as} or, if this option is absent,
     * of {@code $IPC_TASK}.
     */
    PORT,
    /**
     * The shell offers names of port sets. In {@code ipc-mq}, a port set is a group of ports from
     * which a task receives, and each task has its own names for port sets. The shell offers the
     * port set names of one task. This task is the value of {@code --as} or, if this option is
     * absent, of {@code $IPC_TASK}.
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
