package ipckit.common.sync;

/**
 * The named steps of the ring's protocol and of what it stands on, each a {@link Failpoint}.
 *
 * <p>The steps are those of the protocol's prose (package {@code ipckit.common.queue}); each stands
 * <em>after</em> what it names, unless it says otherwise.
 */
public enum RingStep {
    /** A lock was taken. */
    A1,
    /** A dead owner's byte is held; the lock is not yet ours. */
    A2,
    /** A dead owner's lock was taken over, its byte still held. */
    A3,
    /** Room was found. */
    P2,
    /** Items are written beyond the tail. */
    P3,
    /** The tail has moved: the put is committed. */
    P4,
    /** The producers' lock was released. */
    P5,
    /** The consumers were woken; the put is not yet reported. */
    P6,
    /** The front of a returned claim is a claim of its own, and still in the returned one, too. */
    C2A,
    /** A returned claim was taken again. */
    C2,
    /** A claim is written, but what is to be claimed next has not moved. */
    C3,
    /** What is to be claimed next has moved. */
    C4,
    /** The head has moved. */
    C5,
    /** Items are delivered, not acknowledged. */
    C6,
    /** Items are acknowledged. */
    C7,
    /** Between two claims of the dead being returned. */
    R1,
    /** A byte is taken, nothing repaired yet. */
    T1,
    /** The role is written, the producer not yet counted. */
    T5,
    /** Sleepers were seen, and are not yet woken. */
    WAKE,
    /** A segment of an unbounded buffer was made, but not put in place. */
    S1,
    /** A segment was put in place, ahead of the tail. */
    S2,
    /** The head has moved past a segment that is still there. */
    S3;

    private final Failpoint failpoint = new Failpoint(name());

    /** Dies here if told to. Costs nothing when not. */
    public void reached() {
        failpoint.reached();
    }
}
