package ipckit.shm.trace;

import ipckit.shm.scheme.SegmentScheme;

/** The system calls in the life of a segment: of System V, and of POSIX. */
enum SegmentCall {
    CREATE("shmget", "shm_open"),
    ATTACH("shmat", "mmap"),
    DETACH("shmdt", "munmap"),
    STATUS("shmctl IPC_STAT", "fstat"),
    PERMIT("shmctl IPC_SET", "fchmod"),
    REMOVE("shmctl IPC_RMID", "shm_unlink");

    private final String systemV;
    private final String posix;

    SegmentCall(String systemV, String posix) {
        this.systemV = systemV;
        this.posix = posix;
    }

    /**
     * Returns the end of a traced line: {@code (shmget)} where the step is that system call, and
     * {@code (as shmget)} where the step only has the same effect.
     */
    String suffix(SegmentScheme scheme) {
        return switch (scheme) {
            case SYSV -> " (" + systemV + ")";
            case POSIX -> " (as " + posix + ")";
            case LOCAL -> " (as " + systemV + ")";
        };
    }
}
