package ipckit.common.sync;

/**
 * The steps of locks and events at which a process can be killed by {@link Failpoint}. The comment
 * of a step describes what the process has done at the moment of its death.
 */
public enum SyncStep {
    /** A1: this process has acquired the lock. */
    A1,
    /**
     * A2: this process has locked the byte of the dead lock owner in the liveness file, and has not
     * taken over the lock yet.
     */
    A2,
    /**
     * A3: this process has taken over the lock of a dead owner, and has not unlocked the owner's
     * byte in the liveness file yet.
     */
    A3,
    /** WAKE: this process has read that other processes sleep, and has not woken them yet. */
    WAKE;

    private final Failpoint failpoint = new Failpoint(name());

    void reached() {
        failpoint.reached();
    }
}
