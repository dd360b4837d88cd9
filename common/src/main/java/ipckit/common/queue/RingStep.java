package ipckit.common.queue;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the ring's protocol at which a process can be killed by {@link Failpoint}. The
 * package documentation describes the protocol. The process dies after it has done what the step's
 * comment says.
 */
public enum RingStep {
    /** P2: room was found. */
    P2,
    /** P3: items are written beyond the tail. */
    P3,
    /** P4: the tail is advanced; the put is committed. */
    P4,
    /** P5: the producers' lock is released. */
    P5,
    /** P6: the consumers are woken; the put is not reported yet. */
    P6,
    /**
     * C2A: the front of a returned claim is written as a new claim; the returned claim still
     * contains it.
     */
    C2A,
    /** C2: a returned claim is taken again. */
    C2,
    /** C3: a claim is written; the position of the next claim is not advanced yet. */
    C3,
    /** C4: the position of the next claim is advanced. */
    C4,
    /** C5: the head is advanced. */
    C5,
    /** C6: items are delivered; they are not acknowledged. */
    C6,
    /** C7: items are acknowledged. */
    C7,
    /** R1: one claim is checked, and is returned if its holder is dead; other claims follow. */
    R1,
    /**
     * S1: a segment file of an unbounded buffer is made under a private name; it is not linked yet.
     */
    S1,
    /** S2: a segment file ahead of the tail is linked to its name. */
    S2,
    /** S3: the head is past a segment file; the file still exists. */
    S3;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
