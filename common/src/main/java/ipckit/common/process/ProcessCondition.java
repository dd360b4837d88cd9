package ipckit.common.process;

import ipckit.common.os.ProcessState;

/**
 * The condition of a living process: it can make progress, or it cannot. Messages about a wait name
 * the condition of the process that is waited for.
 */
public enum ProcessCondition {
    /** The process runs or sleeps, or its state is unknown. */
    ACTIVE,
    /** The process was stopped by Ctrl-Z, SIGSTOP or a debugger. */
    STOPPED,
    /** The process sleeps uninterruptibly: in a device driver or in a frozen control group. */
    STUCK;

    /** Returns the condition of a process in the pid namespace of this process. */
    public static ProcessCondition of(long pid) {
        return switch (ProcessState.of(pid)) {
            case STOPPED -> STOPPED;
            case UNINTERRUPTIBLE -> STUCK;
            default -> ACTIVE;
        };
    }
}
