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
     * Ctrl-C, the terminal sends INT to all processes of its foreground group, including this
     * process. A command that starts after Ctrl-C, but before the handler of INT runs in this
     * process, gets no signal from the terminal. A command that started just before Ctrl-C gets the
     * signal twice.
     *
     * @param handled the value of {@link System#nanoTime} when the handler of INT began to run
     */
    void interruptIfNew(long handled) {}

    /**
     * Handles a signal while works are in progress. May wait, because each signal is handled in a
     * separate thread.
     *
     * @param works all works in progress, including this work
     * @param number 1 for the first signal that arrived while a work was in progress, 2 for the
     *     second, and so on. A closed standard output counts as a signal, and is handled with the
     *     number 2
     * @return true if this process must end now; false if it must end only when all works are
     *     closed
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
