package ipckit.common.process;

import ipckit.common.os.Signals;
import ipckit.common.os.WaitCalls;

import java.time.Duration;

/**
 * How a process has ended.
 *
 * @param exit its exit status; -1 if a signal ended it
 * @param signal the number of the signal that ended it; 0 if none did
 * @param user processor time that it took in its program, with its children's
 * @param system the same in the kernel
 */
public record ExitResult(int exit, int signal, Duration user, Duration system) {
    private static final int SIGNALLED = 128;
    private static final int SIGPIPE = 13;

    static ExitResult of(WaitCalls.Fate fate) {
        return fate == null
                ? new ExitResult(-1, 0, Duration.ZERO, Duration.ZERO) // somebody else has asked
                : new ExitResult(
                        fate.exit(),
                        fate.signal(),
                        micros(fate.userMicros()),
                        micros(fate.systemMicros()));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    /** As a shell has it: the exit status, or 128 + n when signal n ended it. */
    public int status() {
        return signal == 0 ? exit : SIGNALLED + signal;
    }

    /** In words: {@code exit status 3}, or {@code killed by KILL}. */
    public String text() {
        return signal == 0 ? "exit status " + exit : "killed by " + Signals.name(signal);
    }

    /** Whether it did what it was to do. */
    public boolean isWell() {
        return exit == 0;
    }

    /** Whether it ended because nobody read what it wrote. */
    public boolean wasUnread() {
        return signal == SIGPIPE || exit == SIGNALLED + SIGPIPE;
    }
}
