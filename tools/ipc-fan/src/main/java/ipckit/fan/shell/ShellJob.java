package ipckit.fan.shell;

import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;

/** A command that a shell has started. Its state is guarded by its {@link ShellJobTable}. */
final class ShellJob {
    /** The state of the command's process. */
    enum State {
        RUNNING,
        STOPPED,
        ENDED
    }

    private final String command;
    private final ChildProcess child;
    private State state = State.RUNNING;
    private ExitResult result;
    private boolean inForeground;

    /** The number by which the user names the job; 0 until the job is listed. */
    private int number;

    ShellJob(String command, ChildProcess child) {
        this.command = command;
        this.child = child;
    }

    String command() {
        return command;
    }

    ChildProcess child() {
        return child;
    }

    State state() {
        return state;
    }

    void state(State now) {
        state = now;
    }

    /** Returns whether the job has the terminal, or is about to get the terminal. */
    boolean isInForeground() {
        return inForeground;
    }

    void inForeground(boolean now) {
        inForeground = now;
    }

    /** Waits until the job has ended, and returns its result. */
    ExitResult result() {
        if (result == null) {
            result = child.await();
        }
        return result;
    }

    int number() {
        return number;
    }

    void number(int given) {
        number = given;
    }

    /** Returns the line that {@code jobs} prints. */
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
