package ipckit.common.sync;

/**
 * The steps of locks and events at which a process can be killed by {@link Failpoint}. The process
 * dies after it has done what the step's comment says.
 */
public enum SyncStep {
    /** A1: the lock is acquired. */
    A1,
    /** A2: the byte of the dead lock owner is held; the lock is not taken over yet. */
    A2,
    /** A3: the lock of a dead owner is taken over; the owner's byte is still held. */
    A3,
    /** WAKE: the process has read that others sleep; it has not woken them yet. */
    WAKE;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
