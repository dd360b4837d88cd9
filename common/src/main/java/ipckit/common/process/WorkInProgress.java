package ipckit.common.process;

import java.util.List;

/**
 * Work during which HUP, INT and TERM do not end this process at once. The first signal lets the
 * work finish: this process ends by the signal when all its works in progress are closed. All works
 * of a process must be instances of the same subclass.
 */
public abstract sealed class WorkInProgress implements AutoCloseable permits CommandWork, PoolWork {
    WorkInProgress() {}

    /**
     * Sends INT to a command that has just started, because the command may have missed Ctrl-C. At
     * Ctrl-C, the terminal sends INT to all processes of its foreground group. If the command
     * started after the terminal sent INT, but before the handler ran, it has not got the signal,
     * and would continue. If the command started just before the terminal sent INT, it gets the
     * signal twice.
     *
     * @param handled the value of {@link System#nanoTime} at which the handler of INT began to run
     */
    void interruptIfNew(long handled) {}

    /**
     * Handles a signal while works are in progress. May wait, because each signal is handled in a
     * separate thread.
     *
     * @param works all works in progress, which include this one
     * @param number the number of the signal: 1 for the first that arrived while a work was in
     *     progress
     * @return whether this process must end now; false if it ends when the works are closed
     */
    abstract boolean endAll(List<WorkInProgress> works, int number);

    /**
     * Ends the work. If a signal has asked this process to end, and no other work is in progress,
     * ends this process by the signal.
     */
    @Override
    public void close() {
        Shutdown.end(this);
    }
}
