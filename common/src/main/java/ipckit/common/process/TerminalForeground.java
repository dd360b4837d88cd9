package ipckit.common.process;

import ipckit.common.os.ProcessStat;
import ipckit.common.os.Signals;
import ipckit.common.os.TerminalControl;

import java.io.IOException;

/**
 * Whom a terminal's keys reach: the process group in front (credentials(7), proc(5)).
 *
 * <p>An instance is the terminal that is our standard input, which we lend to the jobs of a shell.
 * It belongs to one thread.
 */
public final class TerminalForeground {
    private final int ourGroup = TerminalControl.ourGroup();
    private byte[] modes = TerminalControl.modes();

    /**
     * The keys that end or stop us do so no more.
     *
     * @param interrupted what Ctrl-C does while we are in front; in another thread
     */
    public TerminalForeground(Runnable interrupted) {
        Signals.on("INT", interrupted);
        Signals.on("TSTP", () -> {});
    }

    /**
     * Puts a process that has a group of its own in front. It may have been {@linkplain
     * ChildProcess.Change#HELD_BACK held back} before, and does not go on by this alone.
     */
    public void giveTo(ChildProcess leader) {
        TerminalControl.putInFront(Math.toIntExact(leader.pid()));
    }

    /**
     * Puts us in front again.
     *
     * @param wellBehaved whether the terminal works as the one who had it wanted; if not, as before
     */
    public void takeBack(boolean wellBehaved) {
        TerminalControl.putInFront(ourGroup);
        if (wellBehaved) {
            modes = TerminalControl.modes();
        } else {
            TerminalControl.setModes(modes);
        }
    }

    /** Whether what is typed at our terminal, Ctrl-C for one, goes to us and our process group. */
    static boolean hasUsInFront() {
        try {
            ProcessStat ours = ProcessStat.of(ProcessHandle.current().pid());
            return ours.group() == ours.inFront();
        } catch (IOException e) {
            return false;
        }
    }
}
