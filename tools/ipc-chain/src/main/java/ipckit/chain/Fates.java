package ipckit.chain;

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
 * What becomes of the stages. One that ends well ends nobody. One that fails is told, and the
 * others are ended if they do not end by themselves soon, as they mostly do: those behind it see
 * the end of their input, those before it get SIGPIPE.
 *
 * <p>Safe for several threads, of which one waits.
 */
final class Fates {
    /** How long the others may take to end by themselves. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** Ctrl-C goes to them and to us at once; ours is to be first. */
    private static final long ON_ITS_WAY_NANOS = 150_000_000;

    private static final long AGAIN_NANOS = 100_000_000;

    private static final int NOT_YET = -1;

    private final List<String> titles;
    private final ProcessTree tree;
    private final Console console;
    private final int[] statuses;
    private int left;
    private int first;
    private long failedAt;
    private boolean ending;
    private boolean lastWasEnded;

    /**
     * @param titles how messages name them
     */
    Fates(List<String> titles, ProcessTree tree, Console console) {
        this.titles = titles;
        this.tree = tree;
        this.console = console;
        this.statuses = new int[titles.size()];
        this.left = statuses.length;
        Arrays.fill(statuses, NOT_YET);
    }

    /** A stage has ended. That nobody read what it wrote is a failure of the last one alone. */
    void ended(int i, ExitResult ended) {
        if (Shutdown.isMeant(ended.status())) {
            LockSupport.parkNanos(ON_ITS_WAY_NANOS);
        }
        boolean unread = ended.wasUnread();
        boolean last = i == statuses.length;
        ended(
                i,
                unread && !last ? 0 : ended.status(),
                unread ? null : titles.get(i - 1) + ": " + ended.text());
    }

    /** A stage has ended, or is to be taken for ended, with a status; 0 is well. */
    synchronized void ended(int i, int status, String message) {
        if (statuses[i - 1] != NOT_YET) {
            return;
        }
        boolean ours = ending && status != 0;
        lastWasEnded |= ours && i == statuses.length;
        statuses[i - 1] = ours ? 0 : status;
        left--;
        if (status != 0 && !ours) {
            if (first == 0) {
                first = status;
                failedAt = System.nanoTime();
            }
            if (message != null) {
                console.error("ipc-chain: " + message);
            }
        }
        notifyAll();
    }

    /** Whether those that still run are being ended. */
    synchronized boolean isEnding() {
        return ending;
    }

    /** Ends what a stage that has crashed has left behind. */
    void endRest(int i) {
        String index = Integer.toString(i);
        tree.end(member -> member.variable("IPC_INDEX").equals(index));
    }

    /** Waits until all have ended; ends them when one has failed. */
    void await() {
        awaitFailure();
        if (first() != 0) {
            awaitAll(PATIENCE.toNanos());
            synchronized (this) {
                ending = true;
            }
            do {
                tree.end(); // once more: a filter may just have been started anew
                awaitAll(System.nanoTime() - failedAt() + AGAIN_NANOS);
            } while (isAnyLeft());
        }
    }

    private synchronized void awaitFailure() {
        while (left > 0 && first == 0) {
            sleep(0);
        }
    }

    private synchronized long failedAt() {
        return failedAt;
    }

    private synchronized boolean isAnyLeft() {
        return left > 0;
    }

    /**
     * @param nanos how long after the failure
     */
    private synchronized void awaitAll(long nanos) {
        while (left > 0) {
            long rest = nanos - (System.nanoTime() - failedAt);
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

    /** The status of the first that failed; 0 if none has. */
    synchronized int first() {
        return first;
    }

    /**
     * The status of the whole. Where it is the last one's and we have ended that because another
     * failed, it is the other's: an output that was cut off is no success.
     */
    synchronized int status(ExitRule rule) {
        ExitRule meant = rule == ExitRule.LAST && lastWasEnded ? ExitRule.RIGHTMOST : rule;
        return meant.of(Arrays.stream(statuses).boxed().toList());
    }
}
