package ipckit.common.process;

import java.util.List;

/**
 * Work during which HUP, INT and TERM do not end this process at once. The first signal lets the
 * work finish. This process then ends by the signal when it has closed every object of this class
 * whose work has begun. All objects of this class in a process must belong to the same subclass.
 */
public abstract sealed class WorkInProgress implements AutoCloseable permits CommandWork, PoolWork {
    WorkInProgress() {}

    /**
     * Sends INT to the command of a {@link CommandWork} if the command has just started, because
     * the command may have missed Ctrl-C. Does nothing for a {@link PoolWork}. At Ctrl-C, the
     * terminal sends INT to all processes of its foreground group, including this process. A
     * command that starts after Ctrl-C, but before the handler of INT runs in this process, gets no
     * signal from the terminal. A command that started just before Ctrl-C gets INT twice.
     *
     * @param handled the value of {@link System#nanoTime} when the handler of INT began to run
     */
    void interruptIfNew(long handled) {}

    /**
     * Handles a signal that arrived while work was in progress. May wait, because each signal is
     * handled in a separate thread.
     *
     * @param works all objects whose work is in progress, including this object
     * @param number 1 for the first signal that arrived while work was in progress, 2 for the
     *     second, and so on. A closed standard output counts as a signal, and is handled with the
     *     number 2
     * @return true if this process must end now; false if it must end only when all these objects
     *     are closed
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
