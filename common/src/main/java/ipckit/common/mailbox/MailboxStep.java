package ipckit.common.mailbox;

import ipckit.common.sync.Failpoint;

/**
 * The named steps of the mailbox's protocol, each a {@link Failpoint}. They are those of the prose
 * of this package, with an M before; each stands <em>after</em> what it names.
 */
enum MailboxStep {
    /** A message's bytes are in a slot that is still free. */
    MS3,
    /** A message is ready, or pending, and in no list. */
    MS4,
    /** A message is claimed, and still in the list of the ready ones. */
    MR3,
    /** A message is claimed, the lock released; nothing is delivered. */
    MR5,
    /** A message is acknowledged, and still in the list of what is held. */
    MK2,
    /** A question has become its answer, and nobody knows. */
    MA2,
    /** What was pending is ready, and still in the list of what is pending. */
    MP2,
    /** The lock is released, and who waits was not woken. */
    MU1,
    /** Lists are being made anew, and none is whole. */
    MB1,
    /** A chunk has its file, and the mailbox does not know of it. */
    MC1,
    /** The mailbox knows of a chunk, of which nothing is used. */
    MC2,
    /** The mailbox knows of a chunk no more, and its file is there. */
    MC3,
    /** A message is ready for receivers, and not on the disk. */
    MD1;

    private final Failpoint failpoint = new Failpoint(name());

    /** Dies here if told to. Costs nothing when not. */
    void reached() {
        failpoint.reached();
    }
}
