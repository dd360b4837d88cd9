package ipckit.fan.pool;

/**
 * Combines the exit statuses of several commands into one status by a {@link FanExitRule}. This
 * class is safe for several threads.
 */
public final class FanExitStatus {
    private final FanExitRule rule;
    private int first;
    private int highest;
    private boolean anySucceeded;

    public FanExitStatus(FanExitRule rule) {
        this.rule = rule;
    }

    /** Adds the status of a command that has ended. */
    public synchronized void add(int status) {
        anySucceeded |= status == 0;
        if (first == 0) {
            first = status;
        }
        highest = Math.max(highest, status);
    }

    /** Returns the combined status of all commands added so far, or 0 if no command was added. */
    public synchronized int status() {
        return switch (rule) {
            case FIRST -> first;
            case HIGHEST -> highest;
            case ANY -> anySucceeded ? 0 : first;
        };
    }
}
