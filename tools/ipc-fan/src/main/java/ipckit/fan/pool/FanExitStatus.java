package ipckit.fan.pool;

/** What has become of all so far, of which the exit status is made. Safe for several threads. */
public final class FanExitStatus {
    private final FanExitRule rule;
    private int first;
    private int highest;
    private boolean well;

    public FanExitStatus(FanExitRule rule) {
        this.rule = rule;
    }

    /** One has ended. */
    public synchronized void ended(int status) {
        well |= status == 0;
        if (first == 0) {
            first = status;
        }
        highest = Math.max(highest, status);
    }

    /** The exit status of the whole. */
    public synchronized int status() {
        return switch (rule) {
            case FIRST -> first;
            case HIGHEST -> highest;
            case ANY -> well ? 0 : first;
        };
    }
}
