package ipckit.chain.supervision;

import java.util.List;

/** A rule that picks one exit status for the program from the statuses of several processes. */
public enum ChainExitRule {
    /** The status of the rightmost failed process; 0 when none failed. */
    RIGHTMOST,
    /** The status of the leftmost failed process; 0 when none failed. */
    FIRST,
    /** The status of the last process; the other statuses do not count. */
    LAST,
    /** The highest status. */
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
