package ipckit.fan.shell;

import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;

/** A command that a shell has started. The lock of the {@link ShellJobTable} guards the fields. */
final class ShellJob {
    /** The state of the command's process. */
    enum State {
        RUNNING,
        STOPPED,
        ENDED
    }

    final String command;
    final ChildProcess child;
    State state = State.RUNNING;

    /** Whether the job has the terminal, or is about to get the terminal. */
    boolean inForeground;

    /**
     * The number by which the user names the job; 0 until {@link ShellJobTable#list} assigns a
     * number.
     */
    int number;

    private ExitResult result;

    ShellJob(String command, ChildProcess child) {
        this.command = command;
        this.child = child;
    }

    /** Waits until the job has ended, and returns its result. */
    ExitResult result() {
        if (result == null) {
            result = child.await();
        }
        return result;
    }

    /** Returns the line that the built-in command {@code jobs} prints for this job. */
    String line() {
        return "[" + number + "]  " + stateText() + "  " + command;
    }

    private String stateText() {
        return switch (state) {
            case RUNNING -> "running";
            case STOPPED -> "stopped";
            case ENDED -> result().isSuccess() ? "done" : "ended with " + result().status();
        };
    }
}
