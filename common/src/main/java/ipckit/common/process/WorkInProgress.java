package ipckit.common.process;

import java.util.List;

/**
 * Work during which HUP, INT and TERM do not end this process at once. The first signal lets the
 * work finish: this process ends by the signal when all its works in progress are closed. All works
 * of a process have the same class.
 */
public abstract sealed class WorkInProgress implements AutoCloseable permits CommandWork, PoolWork {
    WorkInProgress() {}

    /**
     * Handles a signal while works are in progress. The calling thread belongs to the signal, so it
     * may wait.
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
