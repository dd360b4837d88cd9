package ipckit.common.process;

import ipckit.common.os.ProcessStat;
import ipckit.common.os.Signals;
import ipckit.common.os.TerminalControl;

import java.io.IOException;

/**
 * The foreground process group (credentials(7)) of the terminal that is standard input. Keys such
 * as Ctrl-C send their signals to this group. With the methods of this class, a program can put one
 * job at a time into the foreground, as a shell does.
 *
 * <p>Only one thread may use an instance.
 */
public final class TerminalForeground {
    private final int ourGroup = TerminalControl.ourGroup();
    private byte[] modes = TerminalControl.modes();

    /**
     * Changes the effect of two keys while this process is in the foreground: Ctrl-C runs an
     * action, and Ctrl-Z has no effect.
     *
     * @param interrupted the action for Ctrl-C; it runs in another thread
     */
    public TerminalForeground(Runnable interrupted) {
        Signals.on("INT", interrupted);
        Signals.on("TSTP", () -> {});
    }

    /**
     * Brings the process group of a child to the foreground. The child must be the leader of its
     * process group. A child that was {@linkplain ChildProcess.Change#STOPPED_IN_BACKGROUND stopped
     * in the background} stays stopped until it gets the signal CONT.
     */
    public void giveTo(ChildProcess leader) {
        TerminalControl.putInFront(Math.toIntExact(leader.pid()));
    }

    /**
     * Brings the process group of this process back to the foreground, after a foreground job has
     * ended or was stopped. If the job has exited by itself, the terminal modes that it has set are
     * kept. Otherwise, the modes from before the start of the job are restored.
     *
     * @param wellBehaved whether the job has exited by itself
     */
    public void takeBack(boolean wellBehaved) {
        TerminalControl.putInFront(ourGroup);
        if (wellBehaved) {
            modes = TerminalControl.modes();
        } else {
            TerminalControl.setModes(modes);
        }
    }

    /** Gives Ctrl-C its usual effect again: the key ends this process by INT. */
    public void endByInterrupt() {
        Shutdown.handleSignals();
    }

    /**
     * Returns whether keys typed at the terminal, such as Ctrl-C, reach this process and its group.
     */
    static boolean hasUsInFront() {
        try {
            ProcessStat ours = ProcessStat.of(ProcessHandle.current().pid());
            return ours.group() == ours.inFront();
        } catch (IOException e) {
            return false;
        }
    }
}
