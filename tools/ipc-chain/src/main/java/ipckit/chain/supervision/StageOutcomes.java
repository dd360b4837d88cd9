package ipckit.chain.supervision;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.process.ExitResult;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Records the exit status of each supervised process (a pipeline stage, or a process of a token
 * ring) and ends the remaining processes after the first failure.
 *
 * <p>A process that exits with 0 leaves the others alone. A failure is reported in one line. The
 * other processes then have 250 ms to end by themselves, which most of them do: processes further
 * right read end of file, and processes further left receive SIGPIPE. Processes that still run are
 * ended with TERM and KILL.
 *
 * <p>Thread-safe. Any thread may record an outcome; one thread calls {@link #await}.
 */
public final class StageOutcomes {
    /** The time in which the other processes may end by themselves after a failure. */
    private static final Duration SELF_EXIT_TIME = Duration.ofMillis(250);

    /**
     * After Ctrl-C the terminal signals this process and its children at the same time. The delay
     * lets this process handle its own signal before it reports that a child was killed.
     */
    private static final long OWN_SIGNAL_DELAY_NANOS = 150_000_000;

    private static final long RETRY_NANOS = 100_000_000;

    private static final int RUNNING = -1;

    private final List<String> titles;
    private final ProcessTree tree;
    private final Console console;
    private final int[] statuses;
    private int running;
    private int firstFailure;
    private long failedAtNanos;
    private boolean ending;
    private boolean lastWasEnded;

    /**
     * Creates the record for processes that all count as running.
     *
     * @param titles the name of each process in messages, from left to right
     * @param tree the process tree that contains the processes
     */
    public StageOutcomes(List<String> titles, ProcessTree tree, Console console) {
        this.titles = titles;
        this.tree = tree;
        this.console = console;
        this.statuses = new int[titles.size()];
        this.running = statuses.length;
        Arrays.fill(statuses, RUNNING);
    }

    /**
     * Records the exit of a process. An end by SIGPIPE is a failure only for the last process.
     *
     * @param i the number of the process, from 1
     */
    public void recordExit(int i, ExitResult result) {
        if (Shutdown.isIntended(result.status())) {
            LockSupport.parkNanos(OWN_SIGNAL_DELAY_NANOS);
        }
        boolean unread = result.endedBySigpipe();
        boolean last = i == statuses.length;
        record(
                i,
                unread && !last ? 0 : result.status(),
                unread ? null : titles.get(i - 1) + ": " + result.text());
    }

    /**
     * Records a status for a process. Only the first status of a process counts. A failure after
     * {@link #isEnding} became true counts as success, because this program caused it.
     *
     * @param i the number of the process, from 1
     * @param status the exit status; 0 for success
     * @param message the error line for a failure, without the program's name; null for none
     */
    public synchronized void record(int i, int status, String message) {
        if (statuses[i - 1] != RUNNING) {
            return;
        }
        boolean causedHere = ending && status != 0;
        lastWasEnded |= causedHere && i == statuses.length;
        statuses[i - 1] = causedHere ? 0 : status;
        running--;
        if (status != 0 && !causedHere) {
            if (firstFailure == 0) {
                firstFailure = status;
                failedAtNanos = System.nanoTime();
            }
            if (message != null) {
                console.error("ipc-chain: " + message);
            }
        }
        notifyAll();
    }

    /** Returns whether the remaining processes are being ended because of a failure. */
    public synchronized boolean isEnding() {
        return ending;
    }

    /**
     * Ends the processes that a crashed stage started and left behind.
     *
     * @param i the number of the stage, from 1
     */
    public void endRest(int i) {
        String index = Integer.toString(i);
        tree.end(member -> member.variable("IPC_INDEX").equals(index));
    }

    /**
     * Waits until every process has ended. After the first failure the remaining processes are
     * ended.
     */
    public void await() {
        awaitFailure();
        if (firstFailure() != 0) {
            awaitAll(SELF_EXIT_TIME.toNanos());
            synchronized (this) {
                ending = true;
            }
            do {
                tree.end(); // in a loop, because a stage may just have been restarted
                awaitAll(System.nanoTime() - failedAtNanos() + RETRY_NANOS);
            } while (isAnyRunning());
        }
    }

    private synchronized void awaitFailure() {
        while (running > 0 && firstFailure == 0) {
            sleep(0);
        }
    }

    private synchronized long failedAtNanos() {
        return failedAtNanos;
    }

    private synchronized boolean isAnyRunning() {
        return running > 0;
    }

    /**
     * Waits until every process has ended, or until a time after the first failure.
     *
     * @param nanos the time limit in nanoseconds, counted from the first failure
     */
    private synchronized void awaitAll(long nanos) {
        while (running > 0) {
            long rest = nanos - (System.nanoTime() - failedAtNanos);
            if (rest <= 0) {
                return;
            }
            sleep(1 + TimeUnit.NANOSECONDS.toMillis(rest));
        }
    }

    private void sleep(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IpcException(Category.FAILED, "interrupted", e);
        }
    }

    /** Returns the status of the first failure in time; 0 when nothing failed. */
    public synchronized int firstFailure() {
        return firstFailure;
    }

    /**
     * Returns the exit status of the program. When {@code LAST} would select a process that this
     * program ended because of a failure elsewhere, the rule is {@code RIGHTMOST} instead: a
     * truncated output must not count as success.
     */
    public synchronized int status(ChainExitRule rule) {
        ChainExitRule effective =
                rule == ChainExitRule.LAST && lastWasEnded ? ChainExitRule.RIGHTMOST : rule;
        return effective.select(Arrays.stream(statuses).boxed().toList());
    }
}
