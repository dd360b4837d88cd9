package ipckit.chain;

import java.util.List;

/** Which link's status is that of the whole. */
enum ExitRule {
    /** Of those that failed, the one furthest to the right; 0 if none did. */
    RIGHTMOST,
    /** Of those that failed, the one furthest to the left; 0 if none did. */
    FIRST,
    /** That of the last link, whatever became of the others. */
    LAST,
    /** The greatest. */
    HIGHEST;

    /**
     * @param statuses of the links, from the left; 0 for one that did what it was to do
     */
    int of(List<Integer> statuses) {
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
