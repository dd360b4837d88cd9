package ipckit.common.process;

import ipckit.common.os.ProcessState;

/**
 * Whether a living process can make progress. A message about a wait reports the condition of the
 * process that the user's process waits for.
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
