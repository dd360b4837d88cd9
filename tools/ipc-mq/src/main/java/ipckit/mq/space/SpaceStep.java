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
    /**
     * Step X2: rows of the port space's table contain the rights that a message carries. The
     * message is not in the mailbox of its port yet.
     */
    PX2("the rights of the message are in rows, and the message is not in the port"),
    /**
     * Step X3: a message is in the mailbox of its port, but the sending task still has the rights
     * that the message carries.
     */
    PX3("the message is in the port, and the task still has the rights"),
    /** Step Y1: a receiver has claimed a message with rights, but has not accepted the rights. */
    PY1("claimed a message"),
    /**
     * Step Y2: a receiver has claimed a message and accepted its rights, but has not acknowledged
     * it.
     */
    PY2("delivered the message, and has not acknowledged it"),
    /**
     * Step Y3: a receiver has acknowledged a message, but the rows that record the rights in the
     * message still exist.
     */
    PY3("acknowledged the message"),
    /**
     * Step N1: a notice is in the mailbox of its port, and its row in the port space's table still
     * exists.
     */
    PN1("a notice is in its port, and the row of the notice still exists"),
    /**
     * Step D1: all that belonged to a dying port is removed, except its mailbox and its row in the
     * port space's table.
     */
    PD1("a dying port has only its mailbox and its row"),
    /**
     * Step D2: the mailbox of a dying port is removed, and the port's row in the port space's table
     * still exists.
     */
    PD2("removed the mailbox of a dying port"),
    /**
     * Step L1: the mailbox of a new port exists, but the port space's table has no row for the port
     * yet.
     */
    PL1("created the mailbox of a port that has no row"),
    /** Step T1: a task is marked as dying. */
    PT1("a task whose process has ended is dying"),
    /**
     * Step C1: a lane, a separately locked part of the port space, contains the right to reply to a
     * request that is not in the mailbox of its port yet.
     */
    PC1("a lane has the call, and the request is not in the port"),
    /**
     * Step C2: a request is in the mailbox of its port, and its lane (a separately locked part of
     * the port space) says that the request is being sent.
     */
    PC2("the request is in the port"),
    /**
     * Step C3: a receiver has written a name for its right to reply into a lane, a separately
     * locked part of the port space, and does not have the right yet.
     */
    PC3("a lane has a name for the right to reply"),
    /**
     * Step C4: a lane, a separately locked part of the port space, says that a reply is being sent.
     * The reply is not in the mailbox of its port yet.
     */
    PC4("a lane has the reply, and the reply is not in the port"),
    /**
     * Step C5: a reply is in the mailbox of its port, and its lane (a separately locked part of the
     * port space) says that the reply is being sent.
     */
    PC5("the reply is in the port");

    private final Failpoint failpoint = new Failpoint(name());
    private final String traced;

    /**
     * Declares a step that the trace does not report. Such a step is a part of a change. The trace
     * reports a change in one line after the change is committed.
     */
    SpaceStep() {
        this("");
    }

    /**
     * Declares a step.
     *
     * @param traced a text for the trace that says what the process has done; empty if the trace
     *     does not report the step
     */
    SpaceStep(String traced) {
        this.traced = traced;
    }

    void reached() {
        if (!traced.isEmpty()) {
            SpaceTrace.report(name(), traced);
        }
        failpoint.reached();
    }
}
