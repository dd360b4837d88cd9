package ipckit.common.daemon;

/**
 * The rule that decides whether the main process of a daemon is started again after its end. The
 * main process does the work of the daemon. If it ends before the daemon was ready for the first
 * time, it is never started again.
 */
public enum RestartPolicy {
    /** The main process is never started again. */
    NO,
    /**
     * The main process is started again if it has ended by a signal, or with an exit status other
     * than 0.
     */
    ON_FAILURE,
    /** The main process is started again whenever it has ended, unless the daemon was stopped. */
    ALWAYS;

    /** Returns the word for the policy on the command line and in the file {@code settings}. */
    String word() {
        return switch (this) {
            case NO -> "no";
            case ON_FAILURE -> "on-failure";
            case ALWAYS -> "always";
        };
    }

    static RestartPolicy of(String word) {
        for (RestartPolicy policy : values()) {
            if (policy.word().equals(word)) {
                return policy;
            }
        }
        return NO;
    }
}
