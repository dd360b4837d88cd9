package ipckit.mq.manage;

/** Where mailboxes are. */
enum MailboxScheme {
    /** In the files of this kit. */
    LOCAL,
    /** In the kernel, as POSIX message queues. */
    POSIX
}
