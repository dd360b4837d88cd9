package ipckit.common.cli.argument;

/** The words that a shell offers for the value of an argument when the user asks for completion. */
public enum Completion {
    /** Nothing, or the words that {@link Argument#examples} has. */
    NONE,
    /** The files and directories that exist. */
    FILE,
    /** The directories that exist. */
    DIRECTORY,
    /** A command line of its own: a program, then whatever that program completes. */
    COMMAND,
    /** The buffers of {@code ipc-prodcons} that exist. */
    BUFFER,
    /** The mailboxes of {@code ipc-mq} that exist. */
    MAILBOX,
    /** The segments of {@code ipc-shm} that exist. */
    SEGMENT,
    /** The tasks of direct communication that {@code ipc-mq} knows. */
    TASK
}
