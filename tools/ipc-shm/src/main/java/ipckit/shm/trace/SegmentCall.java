package ipckit.shm.trace;

import ipckit.shm.scheme.SegmentScheme;
import ipckit.shm.trace.SegmentTrace.Step;

/**
 * A step in the life of a segment, with the name of the System V call and the name of the POSIX
 * call for this step.
 */
enum SegmentCall {
    CREATE(Step.CREATE, "shmget", "shm_open"),
    ATTACH(Step.ATTACH, "shmat", "mmap"),
    DETACH(Step.DETACH, "shmdt", "munmap"),
    STATUS(Step.CONTROL, "shmctl IPC_STAT", "fstat"),
    PERMIT(Step.CONTROL, "shmctl IPC_SET", "fchmod"),
    REMOVE(Step.CONTROL, "shmctl IPC_RMID", "shm_unlink");

    private final Step step;
    private final String systemV;
    private final String posix;

    SegmentCall(Step step, String systemV, String posix) {
        this.step = step;
        this.systemV = systemV;
        this.posix = posix;
    }

    /**
     * Reports the step in a line that ends with the name of a system call in parentheses. {@code
     * (shmget)} means that {@code shmget} itself was called. {@code (as shmget)} means that this
     * program did another operation, which has the same effect as {@code shmget}.
     *
     * @param what the text between the name of the step and the parentheses
     */
    void report(SegmentTrace trace, String what, SegmentScheme scheme) {
        String call =
                switch (scheme) {
                    case SYSV -> " (" + systemV + ")";
                    case POSIX -> " (as " + posix + ")";
                    case LOCAL -> " (as " + systemV + ")";
                };
        trace.report(step, what + call);
    }
}
