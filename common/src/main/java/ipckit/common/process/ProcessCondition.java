package ipckit.common.process;

import ipckit.common.os.ProcessState;

/**
 * The condition of a living process, which shows whether the process can make progress. When ipckit
 * reports that it waits for another process, its message contains the condition of that process.
 */
public enum ProcessCondition {
    /** The process runs or sleeps, or its state is unknown. */
    ACTIVE,
    /** The process was stopped by Ctrl-Z, SIGSTOP or a debugger. */
    STOPPED,
    /**
     * The process is in a sleep that no signal interrupts, for example in a device driver or in a
     * frozen control group.
     */
    STUCK;

    /**
     * Returns the condition of a process. Its {@code pid} must be valid in the pid namespace of
     * this process.
     */
    public static ProcessCondition of(long pid) {
        return switch (ProcessState.of(pid)) {
            case STOPPED -> STOPPED;
            case UNINTERRUPTIBLE -> STUCK;
            default -> ACTIVE;
        };
    }
}
