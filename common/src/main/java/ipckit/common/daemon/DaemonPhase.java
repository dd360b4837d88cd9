package ipckit.common.daemon;

/**
 * The phase of a daemon, as its supervisor has recorded it. The constants are in the order in which
 * a daemon usually reaches the phases.
 */
public enum DaemonPhase {
    /** The main process was started, and has not announced its readiness yet. */
    STARTING("starting"),
    /** The main process has announced its readiness. */
    RUNNING("running"),
    /** The main process has ended, and the supervisor waits before it starts the next one. */
    WAITING("waiting"),
    /** The supervisor has received TERM, and waits until the main process has finished its work. */
    STOPPING("stopping"),
    /** The daemon has ended because its supervisor received TERM. */
    STOPPED("stopped"),
    /** The main process has ended by itself with the exit status 0. */
    ENDED("ended"),
    /** The main process has failed, and is not started again. */
    FAILED("failed");

    private final String word;

    DaemonPhase(String word) {
        this.word = word;
    }

    /** Returns the word for the phase in the file {@code state} and in output. */
    public String word() {
        return word;
    }

    /**
     * Returns whether the daemon is over in this phase. Such a phase is recorded only after all
     * processes of the daemon, except the supervisor, have ended.
     */
    public boolean isOver() {
        return this == STOPPED || this == ENDED || this == FAILED;
    }

    static DaemonPhase of(String word) {
        for (DaemonPhase phase : values()) {
            if (phase.word.equals(word)) {
                return phase;
            }
        }
        return FAILED;
    }
}
