package ipckit.shm.scheme;

/** The prefix of a segment's name, which selects the implementation. */
public enum SegmentScheme {
    /** A segment of this kit, in {@code $IPC_DIR}. */
    LOCAL,
    /** An object of {@code shm_open(3)}. */
    POSIX,
    /** A segment of {@code shmget(2)}. */
    SYSV
}
