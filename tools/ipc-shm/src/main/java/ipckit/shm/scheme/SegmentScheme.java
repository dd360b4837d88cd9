package ipckit.shm.scheme;

/**
 * The scheme of a segment, which is the mechanism that provides its memory. The prefix of a
 * segment's name selects the scheme.
 */
public enum SegmentScheme {
    /** A directory of files in {@code $IPC_DIR}. */
    LOCAL,
    /** An object of {@code shm_open(3)}. */
    POSIX,
    /** A segment of {@code shmget(2)}. */
    SYSV
}
