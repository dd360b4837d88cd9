package ipckit.common.mailbox;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the mailbox's protocol at which tests kill a process. Each step has a {@link
 * Failpoint}. A process reaches the failpoint after it has executed the step. A table in the
 * package documentation shows what a death at each failpoint leaves behind. {@link EntryState}
 * explains the states of a message: ready, claimed and pending.
 */
enum MailboxStep {
    /** Step S3 of sending: the bytes of the message are in an entry that is still free. */
    MS3,
    /**
     * Step S4 of sending: the message is ready, delayed or pending, and its entry is not yet in a
     * list of ready, delayed or pending entries.
     */
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
     * A receiver has given its message back: the message is ready or delayed, and its entry is
     * still in the list of held entries.
     */
    MG2,
    /**
     * A delayed message has just become ready (visible to receivers), and its entry is still in the
     * list of delayed entries.
     */
    MV2,
    /**
     * A message that no receiver has claimed is removed, for example because it has expired. Its
     * entry is free, and still in its lists.
     */
    MW2,
    /**
     * A user's command has failed for a message, and this failure is counted. The receiver that has
     * run the command still has the message.
     */
    MF1,
    /**
     * Step A2 of replying: the reply has replaced its request, and the process that waits for the
     * reply is not woken yet.
     */
    MA2,
    /**
     * A pending message has just become ready, and its entry is still in the list of pending
     * entries.
     */
    MP2,
    /**
     * The lock is released. Participants that wait for the changes made under the lock are not
     * woken yet.
     */
    MU1,
    /**
     * The lists of entries are being rebuilt from the states of the entries. At this step, all
     * lists except the list of free entries are empty.
     */
    MB1,
    /**
     * The file of a new chunk (a file of message entries) exists, and is not in the list of chunks
     * yet.
     */
    MC1,
    /**
     * A new chunk (a file of message entries) is in the list of chunks, and all its entries are
     * free.
     */
    MC2,
    /**
     * A chunk (a file of message entries) was removed from the list of chunks, and the file still
     * exists.
     */
    MC3,
    /** A durable mailbox contains a new message, and the message is not on the disk yet. */
    MD1;

    private final Failpoint failpoint = new Failpoint(name());

    /** Kills or stops the process if a test has named this step in an environment variable. */
    void reached() {
        failpoint.reached();
    }
}
