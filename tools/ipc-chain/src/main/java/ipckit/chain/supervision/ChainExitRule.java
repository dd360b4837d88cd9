package ipckit.chain.supervision;

import java.util.List;

/**
 * A rule that selects the exit status of the program from the exit statuses of several processes.
 */
public enum ChainExitRule {
    /** Selects the status of the rightmost failed process; 0 when no process failed. */
    RIGHTMOST,
    /** Selects the status of the leftmost failed process; 0 when no process failed. */
    FIRST,
    /**
     * Selects the status of the rightmost process, even if that process succeeded and others
     * failed.
     */
    LAST,
    /** Selects the highest status of all processes. */
    HIGHEST;

    /**
     * Returns the exit status of the program.
     *
     * @param statuses the processes' statuses from left to right; 0 for success
     */
    public int select(List<Integer> statuses) {
        List<Integer> failed = statuses.stream().filter(status -> status != 0).toList();
        if (failed.isEmpty()) {
            return 0;
        }
        return switch (this) {
            case RIGHTMOST -> failed.getLast();
            case FIRST -> failed.getFirst();
            case LAST -> statuses.getLast();
            case HIGHEST -> failed.stream().mapToInt(Integer::intValue).max().orElse(0);
        };
    }
}
