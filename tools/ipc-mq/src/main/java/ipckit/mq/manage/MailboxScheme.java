package ipckit.mq.manage;

/** The kinds of mailboxes that {@code ls} can list. */
enum MailboxScheme {
    /** Mailboxes in shared memory, in {@code $IPC_DIR}. */
    LOCAL,
    /** POSIX message queues of the kernel. */
    POSIX,
    /** System V message queues of the kernel. */
    SYSV
}
