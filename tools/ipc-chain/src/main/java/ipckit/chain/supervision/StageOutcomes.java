package ipckit.chain.supervision;

import ipckit.common.Uninterrupted;
import ipckit.common.cli.output.Console;
import ipckit.common.process.ExitResult;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Records the exit status of each supervised process (a pipeline stage, or a process of a token
 * ring), and reacts to failures.
 *
 * <p>A process that exits with 0 has no effect on the other processes. A failure is reported in one
 * line. With {@link FailureReaction#KEEP}, this program does nothing else. The kernel informs the
 * neighbours of the failed process: the process to the right reads end of file and completes its
 * output, and the process to the left receives SIGPIPE when it writes.
 *
 * <p>With {@link FailureReaction#END}, this program waits at most 250 ms after a failure for the
 * end of the other processes. It then ends the processes that still run, with TERM and KILL.
 *
 * <p>Thread-safe. Any thread may record an outcome; one thread calls {@link #await}.
 */
public final class StageOutcomes {
    /** The longest time that this program waits after a failure before it ends other processes. */
    private static final long SELF_EXIT_NANOS = 250_000_000;

    private static final long RETRY_NANOS = 100_000_000;

    private static final int RUNNING = -1;

    private final List<String> titles;
    private final FailureReaction reaction;
    private final ProcessTree tree;
    private final Console console;
    private final int[] statuses;

    /** The number of the process that {@link #excuse} has excused; 0 for none. */
    private int excused;

    private int running;
    private int firstFailure;
    private boolean ending;
    private boolean lastWasEnded;

    /**
     * Creates an object that records the outcomes. At first, all processes count as running.
     *
     * @param titles the name of each process in messages, from left to right
     * @param reaction whether the first failure ends the remaining processes
     * @param tree the process tree that contains the processes
     */
    public StageOutcomes(
            List<String> titles, FailureReaction reaction, ProcessTree tree, Console console) {
        this.titles = titles;
        this.reaction = reaction;
        this.tree = tree;
        this.console = console;
        this.statuses = new int[titles.size()];
        this.running = statuses.length;
        Arrays.fill(statuses, RUNNING);
    }

    /**
     * Records the exit of a process. An end by SIGPIPE is a failure only for the last process. Any
     * other process receives SIGPIPE when the process after it reads no more, which is normal. An
     * end by HUP, INT or TERM is no failure either if the signal has also asked this program to
     * end, for example after Ctrl-C.
     *
     * @param i the number of the process, from 1
     */
    public void recordExit(int i, ExitResult result) {
        if (!isEnding()) {
            // After Ctrl-C, the terminal signals this process and its children at the same time.
            // Without these calls, this process could report its children as killed before it
            // handles its own signal.
            boolean intended = Shutdown.isEndingAfter(result.status());
            Shutdown.yieldToSignal();
            if (intended) {
                record(i, 0, null);
                return;
            }
        }
        boolean unread = result.endedBySigpipe();
        boolean last = i == statuses.length;
        record(
                i,
                unread && !last ? 0 : result.status(),
                unread ? null : titles.get(i - 1) + ": " + result.text());
    }

    /**
     * Records the status of a process that has ended. Only the first call for a process has an
     * effect.
     *
     * <p>If {@link #isEnding} is true, this program itself ends the remaining processes, so a
     * failure of such a process counts as success. A failure of an {@linkplain #excuse excused}
     * process also counts as success.
     *
     * @param i the number of the process, from 1
     * @param status the exit status; 0 for success
     * @param message the error line for a failure, without the program's name; null for no line
     */
    public synchronized void record(int i, int status, String message) {
        if (statuses[i - 1] != RUNNING) {
            return;
        }
        boolean causedHere = (ending || i == excused) && status != 0;
        lastWasEnded |= causedHere && i == statuses.length;
        statuses[i - 1] = causedHere ? 0 : status;
        running--;
        if (status != 0 && !causedHere) {
            firstFailure = firstFailure == 0 ? status : firstFailure;
            if (message != null) {
                console.error("ipc-chain: " + message);
            }
        }
        notifyAll();
    }

    /**
     * Excuses a process, because this program has asked the process to end: if {@link #record} is
     * called for the process later, a failure counts as success. Only one process can be excused.
     *
     * @param i the number of the process, from 1
     */
    public synchronized void excuse(int i) {
        excused = i;
    }

    /** Returns whether this program has begun to end the remaining processes after a failure. */
    public synchronized boolean isEnding() {
        return ending;
    }

    /**
     * Ends the processes that a stage has started and that still run. Call this method after the
     * process of the stage has ended.
     *
     * @param i the number of the stage, from 1
     */
    public void endRest(int i) {
        String index = Integer.toString(i);
        tree.end(member -> member.variable("IPC_INDEX").equals(index));
    }

    /**
     * Waits until every process has ended. With {@link FailureReaction#END}, ends the remaining
     * processes after the first failure.
     */
    public void await() {
        awaitFailure();
        if (reaction == FailureReaction.END && firstFailure() != 0) {
            awaitAll(SELF_EXIT_NANOS);
            synchronized (this) {
                ending = true;
            }
            // A crashed stage may be restarted just after a call of tree.end(). Therefore the loop
            // repeats the call until no process runs.
            do {
                tree.end();
            } while (!awaitAll(RETRY_NANOS));
        }
    }

    /**
     * Waits until every process has ended. With {@link FailureReaction#END}, also returns after the
     * first failure.
     */
    private synchronized void awaitFailure() {
        while (running > 0 && (reaction == FailureReaction.KEEP || firstFailure == 0)) {
            Uninterrupted.await(this::wait);
        }
    }

    /**
     * Waits until every process has ended, for at most {@code nanos} nanoseconds. Returns whether
     * every process has ended.
     */
    private synchronized boolean awaitAll(long nanos) {
        long start = System.nanoTime();
        for (long left = nanos; running > 0 && left > 0; ) {
            long millis = 1 + TimeUnit.NANOSECONDS.toMillis(left);
            Uninterrupted.await(() -> wait(millis));
            left = nanos - (System.nanoTime() - start);
        }
        return running == 0;
    }

    /** Returns the exit status of the process that failed first; 0 when no process failed. */
    public synchronized int firstFailure() {
        return firstFailure;
    }

    /**
     * Returns the exit status of the program, which {@code rule} selects from the statuses of the
     * processes. For example, {@code LAST} selects the status of the last process. There is one
     * exception: if this program has ended the last process because another process failed, the
     * output is truncated, and the program must not succeed. In this case, {@code LAST} selects the
     * status of the rightmost failed process.
     */
    public synchronized int status(ChainExitRule rule) {
        ChainExitRule effective =
                rule == ChainExitRule.LAST && lastWasEnded ? ChainExitRule.RIGHTMOST : rule;
        return effective.select(Arrays.stream(statuses).boxed().toList());
    }
}
