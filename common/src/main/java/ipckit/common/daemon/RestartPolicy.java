package ipckit.common.daemon;

/** When the supervisor starts the main process of a daemon again after it has ended. */
public enum RestartPolicy {
    /** Never. */
    NO,
    /** If the main process has ended with an exit status other than 0, or by a signal. */
    ON_FAILURE,
    /** Whenever the main process has ended, unless the daemon was stopped. */
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
