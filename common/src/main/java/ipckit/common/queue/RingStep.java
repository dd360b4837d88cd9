package ipckit.common.queue;

import ipckit.common.sync.Failpoint;

/**
 * The steps of the ring's protocol at which a process can be killed by {@link Failpoint}. The
 * package documentation describes the protocol. The comment of a step describes what the process
 * has done at the moment of its death.
 */
public enum RingStep {
    /** Step P2 of a put: the producer has found room. */
    P2,
    /**
     * Step P3 of a put: the producer has written items beyond the tail, which is the end of the
     * committed items. Consumers do not see the new items yet.
     */
    P3,
    /** Step P4 of a put: the producer has advanced the tail, which commits the items. */
    P4,
    /** Step P5 of a put: the producer has released the producers' lock. */
    P5,
    /** Step P6 of a put: the producer has woken consumers, but the put has not returned yet. */
    P6,
    /**
     * Step C2A of a get: the consumer has written a new claim of the first items of a returned
     * claim (a claim that any consumer may take). It has not yet shortened the returned claim, so
     * these items belong to both claims.
     */
    C2A,
    /**
     * Step C2 of a get: the consumer has taken a returned claim (a claim that any consumer may
     * take). Other consumers can no longer take this claim.
     */
    C2,
    /**
     * Step C3 of a get: the consumer has written a claim of new items. It has not yet advanced the
     * position at which the next claim begins.
     */
    C3,
    /** Step C4 of a get: the consumer has advanced the position at which the next claim begins. */
    C4,
    /**
     * Step C5 of a get: the consumer has advanced the head, the position below which room is free.
     */
    C5,
    /** Step C6 of a get: the consumer has delivered items, but has not acknowledged them. */
    C6,
    /** Step C7 of a get: the consumer has acknowledged the items. */
    C7,
    /**
     * Step R1 of a recovery: a participant has checked one claim, but not yet the remaining claims.
     * If the consumer of the checked claim is dead, any consumer may now take the claim.
     */
    R1,
    /**
     * Step S1: a producer has made a segment file, one of the files in which an unbounded buffer
     * stores its items. The file has a hidden name, and does not have its final name yet.
     */
    S1,
    /**
     * Step S2: a producer has given a new segment file its final name, under which all participants
     * find it. An unbounded buffer stores its items in segment files. The new file is for later
     * items.
     */
    S2,
    /**
     * Step S3: a participant has advanced the head, and has not yet deleted the segment files below
     * the head. An unbounded buffer stores its items in segment files.
     */
    S3;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
