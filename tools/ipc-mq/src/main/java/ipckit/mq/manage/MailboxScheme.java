package ipckit.mq.manage;

/** The engines whose mailboxes {@code ls} lists. */
enum MailboxScheme {
    /** Mailboxes in shared memory, in {@code $IPC_DIR}. */
    LOCAL,
    /** POSIX message queues of the kernel. */
    POSIX
}
