package ipckit.shm.trace;

import ipckit.shm.scheme.PosixSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SystemVSegment;

/** The system calls of a segment's life, by the names that the courses teach. */
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

    /** How a step ends that is this call, or, in the schemes that are made of files, is like it. */
    String on(Segment segment) {
        return switch (segment) {
            case SystemVSegment _ -> " (" + systemV + ")";
            case PosixSegment _ -> " (as " + posix + ")";
            default -> " (as " + systemV + ")";
        };
    }
}
