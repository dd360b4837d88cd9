package ipckit.mq.space;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the port space's protocol at which tests kill a process. Each step has a {@link
 * Failpoint}. A process reaches the failpoint after it has executed the step. A table in the
 * package documentation shows what a death at each failpoint leaves behind.
 */
enum SpaceStep {
    /** Step J1: the journal contains a change that is not committed. */
    PJ1,
    /** Step J2: the change in the journal is committed, and no word of it is applied. */
    PJ2,
    /** Step J3: the words of the change are applied, and the journal still contains the change. */
    PJ3,
    /** Step X2: rows contain the rights of a message that was not put into its mailbox yet. */
    PX2,
    /**
     * Step X3: a message is in the mailbox, but the sending task still has the rights that the
     * message carries.
     */
    PX3,
    /** Step Y1: a receiver has claimed a message with rights, but has not accepted the rights. */
    PY1,
    /**
     * Step Y2: a receiver has claimed a message and accepted its rights, but has not acknowledged
     * it.
     */
    PY2,
    /** Step Y3: a receiver has acknowledged a message, but the rows of its rights still exist. */
    PY3,
    /** Step N1: a notice is in the mailbox of its port, and the row of the notice still exists. */
    PN1,
    /** Step D1: all that belonged to a dying port is removed, except its mailbox and its row. */
    PD1,
    /** Step D2: the mailbox of a dying port is removed, and the row of the port still exists. */
    PD2,
    /** Step L1: the mailbox of a new port exists, but the port has no row yet. */
    PL1,
    /** Step T1: a task is marked as dying. */
    PT1,
    /** Step C1: a call is recorded in a lane, and its request is not in the mailbox yet. */
    PC1,
    /** Step C2: a request is in the mailbox, and its lane says that it is being sent. */
    PC2,
    /** Step C3: a receiver tries a name for the right to reply. */
    PC3,
    /** Step C4: a lane says that a reply is being sent, and the reply is not in the mailbox yet. */
    PC4,
    /** Step C5: a reply is in the mailbox, and its lane says that it is being sent. */
    PC5;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
