package ipckit.common.process;

import ipckit.common.os.Signals;
import ipckit.common.os.WaitCalls;

import java.time.Duration;

/**
 * The result of a process that has ended.
 *
 * @param exit the process's exit status, or −1 if a signal ended the process or the status is
 *     unknown
 * @param signal the number of the signal that ended the process; 0 if no signal ended the process
 * @param user the processor time in user mode of the process and its reaped children
 * @param system the processor time in kernel mode of the process and its reaped children
 */
public record ExitResult(int exit, int signal, Duration user, Duration system) {
    private static final int SIGNALLED = 128;
    private static final int SIGPIPE = 13;

    static ExitResult of(WaitCalls.Status status) {
        // The status is null if other code of this process has reaped the child. Then the result is
        // unknown.
        return status == null
                ? new ExitResult(-1, 0, Duration.ZERO, Duration.ZERO)
                : new ExitResult(status.exit(), status.signal(), status.user(), status.system());
    }

    /**
     * Returns the exit status that a shell would report: 128 + n if signal n ended the process,
     * otherwise the exit status of the process. Returns −1 if the status is unknown.
     */
    public int status() {
        return signal == 0 ? exit : SIGNALLED + signal;
    }

    /** Returns the result as text, for example {@code exit status 3} or {@code killed by KILL}. */
    public String text() {
        return signal == 0 ? "exit status " + exit : "killed by " + Signals.name(signal);
    }

    /** Returns whether the exit status is 0. */
    public boolean isSuccess() {
        return exit == 0;
    }

    /**
     * Returns whether SIGPIPE ended the process, because the process wrote to a pipe without a
     * reader. Also returns true for the exit status 128 + 13: a shell exits with this status when
     * SIGPIPE has ended its last command.
     */
    public boolean endedBySigpipe() {
        return signal == SIGPIPE || exit == SIGNALLED + SIGPIPE;
    }
}
