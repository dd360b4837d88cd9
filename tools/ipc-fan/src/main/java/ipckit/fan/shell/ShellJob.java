package ipckit.fan.shell;

import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;

/**
 * A command that a shell has started. What has become of it is guarded by the {@link ShellJobTable}
 * that it is in.
 */
final class ShellJob {
    /** What it does. */
    enum State {
        RUNNING,
        STOPPED,
        ENDED
    }

    private final String command;
    private final ChildProcess child;
    private State state = State.RUNNING;
    private ExitResult ended;
    private boolean inFront;

    /** By which users call it; 0 as long as they need not. */
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

    /** Whether it has the terminal, or is about to get it. */
    boolean isInFront() {
        return inFront;
    }

    void inFront(boolean now) {
        inFront = now;
    }

    /** Waits for its end, which has come. */
    ExitResult ended() {
        if (ended == null) {
            ended = child.await();
        }
        return ended;
    }

    int number() {
        return number;
    }

    void number(int given) {
        number = given;
    }

    /** As {@code jobs} shows it. */
    String line() {
        return "[" + number + "]  " + what() + "  " + command;
    }

    private String what() {
        return switch (state) {
            case RUNNING -> "running";
            case STOPPED -> "stopped";
            case ENDED -> ended().isWell() ? "done" : "ended with " + ended().status();
        };
    }
}
