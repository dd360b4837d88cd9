package ipckit.common.mailbox;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the mailbox's protocol at which tests kill a process. In the package documentation,
 * the letter M is omitted: MS3 is step S3. Each step is a {@link Failpoint}, which is reached after
 * the step was executed.
 */
enum MailboxStep {
    /** Step S3 of sending: the bytes of the message are in an entry that is still free. */
    MS3,
    /** Step S4 of sending: the message is ready or pending, and its entry is in no list yet. */
    MS4,
    /**
     * Step R3 of receiving: the message is claimed, and its entry is still in the list of ready
     * entries.
     */
    MR3,
    /**
     * Step R5 of receiving: the message is claimed, the lock is released, and the message is not
     * delivered yet.
     */
    MR5,
    /**
     * Step K2 of acknowledging: the message is acknowledged, and its entry is still in the list of
     * held entries. A held entry contains a claimed message or a reply.
     */
    MK2,
    /**
     * Step A2 of replying: the reply has replaced its request, and the process that waits for the
     * reply is not woken yet.
     */
    MA2,
    /**
     * Step P2 of making a pending message ready: the message is ready, and its entry is still in
     * the list of pending entries.
     */
    MP2,
    /** Step U1 of unlocking: the lock is released, and no waiting participant is woken yet. */
    MU1,
    /**
     * Step B1 of rebuilding the lists of entries after the owner of the lock has died: all lists
     * were emptied, and no entry was added to a list yet.
     */
    MB1,
    /**
     * Step C1 of adding a chunk, which is a file of message entries: the file exists, and is not in
     * the list of chunks yet.
     */
    MC1,
    /**
     * Step C2 of adding a chunk, which is a file of message entries: the file is in the list of
     * chunks, and all its entries are free.
     */
    MC2,
    /**
     * Step C3 of removing a chunk, which is a file of message entries: the file is removed from the
     * list of chunks, and still exists.
     */
    MC3,
    /** Step D1 of sending to a durable mailbox: the message is ready, and not on the disk yet. */
    MD1;

    private final Failpoint failpoint = new Failpoint(name());

    /** Kills or stops the process if a test has named this step in an environment variable. */
    void reached() {
        failpoint.reached();
    }
}
