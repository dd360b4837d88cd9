package ipckit.common.mailbox;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the mailbox's protocol at which tests kill a process. Each step is a {@link
 * Failpoint}. The name is M and the name of the step in the package documentation. A failpoint is
 * reached after the step was executed.
 */
enum MailboxStep {
    /** S3: the bytes are in an entry that is still free. */
    MS3,
    /** S4: the message is ready or pending, and still in no list. */
    MS4,
    /** R3: the message is claimed, and still in the list of ready entries. */
    MR3,
    /** R5: the message is claimed, the lock is released, and the message is not delivered yet. */
    MR5,
    /** K2: the message is acknowledged, and still in the list of held entries. */
    MK2,
    /** A2: the reply has replaced its request, and the caller is not woken yet. */
    MA2,
    /** P2: a pending message has become ready, and is still in the list of pending entries. */
    MP2,
    /** U1: the lock is released, and no waiting participant is woken yet. */
    MU1,
    /** B1: REBUILD has cleared the lists of entries, and has put no entry into the lists yet. */
    MB1,
    /** C1: the chunk has its file, and is not in the list of chunks yet. */
    MC1,
    /** C2: the chunk is in the list of chunks, and all its entries are free. */
    MC2,
    /** C3: the chunk is removed from the list of chunks, and its file still exists. */
    MC3,
    /** D1: the message is ready, and not on the disk yet. */
    MD1;

    private final Failpoint failpoint = new Failpoint(name());

    /** Kills or stops the process if an environment variable names this step. */
    void reached() {
        failpoint.reached();
    }
}
