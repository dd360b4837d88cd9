package ipckit.common.process;

import ipckit.common.os.Signals;
import ipckit.common.os.WaitCalls;

import java.time.Duration;

/**
 * The result of a process that has ended.
 *
 * @param exit the process's exit status, or −1 if a signal ended the process
 * @param signal the number of the signal that ended the process, or 0
 * @param user the processor time of the process's program and of the children that it reaped
 * @param system the processor time that the kernel spent for the process and these children
 */
public record ExitResult(int exit, int signal, Duration user, Duration system) {
    private static final int SIGNALLED = 128;
    private static final int SIGPIPE = 13;

    static ExitResult of(WaitCalls.Status status) {
        return status == null
                ? new ExitResult(-1, 0, Duration.ZERO, Duration.ZERO) // reaped by other code
                : new ExitResult(status.exit(), status.signal(), status.user(), status.system());
    }

    /** Returns the exit status, or 128 + n if signal n ended the process, as a shell does. */
    public int status() {
        return signal == 0 ? exit : SIGNALLED + signal;
    }

    /** Returns {@code exit status 3} or {@code killed by KILL}, for example. */
    public String text() {
        return signal == 0 ? "exit status " + exit : "killed by " + Signals.name(signal);
    }

    /** Returns whether the exit status is 0. */
    public boolean isSuccess() {
        return exit == 0;
    }

    /**
     * Returns whether SIGPIPE ended the process or, as status 128 + 13 shows, a program in it. This
     * means that no process read the output any more.
     */
    public boolean endedBySigpipe() {
        return signal == SIGPIPE || exit == SIGNALLED + SIGPIPE;
    }
}
