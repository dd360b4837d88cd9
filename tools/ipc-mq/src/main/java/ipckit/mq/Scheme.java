package ipckit.mq;

/** Where mailboxes are. */
enum Scheme {
    /** In the files of this kit. */
    LOCAL,
    /** In the kernel, as POSIX message queues. */
    POSIX
}
