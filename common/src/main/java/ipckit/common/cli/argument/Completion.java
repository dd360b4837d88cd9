package ipckit.common.cli.argument;

/** The words that a shell offers for the value of an argument when the user asks for completion. */
public enum Completion {
    /** A shell offers nothing, or the words of {@link Argument#examples}. */
    NONE,
    /** The existing files and directories. */
    FILE,
    /** The existing directories. */
    DIRECTORY,
    /**
     * A command line of its own: a program, then the words that the program's completion offers.
     */
    COMMAND,
    /** The existing buffers of {@code ipc-prodcons}. */
    BUFFER,
    /** The existing mailboxes of {@code ipc-mq}. */
    MAILBOX,
    /** The existing segments of {@code ipc-shm}. */
    SEGMENT,
    /** The existing tasks of direct communication. */
    TASK
}
