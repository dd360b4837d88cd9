package ipckit.shm.trace;

import ipckit.shm.scheme.SegmentScheme;

/**
 * The steps in the life of a segment. Each step has the names of the System V call and of the POSIX
 * call with the same effect.
 */
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
     * Returns the end of the line that reports the step: {@code (shmget)} if the step is this
     * system call, and {@code (as shmget)} if the step has the effect of this system call without
     * calling it.
     */
    String suffix(SegmentScheme scheme) {
        return switch (scheme) {
            case SYSV -> " (" + systemV + ")";
            case POSIX -> " (as " + posix + ")";
            case LOCAL -> " (as " + systemV + ")";
        };
    }
}
