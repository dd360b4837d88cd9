package ipckit.shm.cell;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;
import ipckit.shm.Main;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How fast a cell is: additions by one process, and wakes between two. */
public final class CellBenchmark {
    /** The verb of the other process. */
    public static final String ECHO = "echo";

    private static final int MANY = 10_000;
    private static final int SOME = 100;

    /** Ends the other process. */
    private static final long END = 0;

    /** Whoever hears nothing for so long is alone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cell cell;
    private final long nanos;

    /**
     * @param nanos how long to measure; the first half of it is for the compiler
     */
    CellBenchmark(Cell cell, long nanos) {
        this.cell = cell;
        this.nanos = nanos;
    }

    private interface Work {
        /** Does some of it, and returns how much. */
        int some();
    }

    private long rate(Work work) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos / 2) {
            work.some();
        }
        long middle = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - middle < nanos / 2) {
            done += work.some();
        }
        return (long) (done * 1e9 / (System.nanoTime() - middle));
    }

    /** Additions in a second. */
    long additions() {
        return rate(
                () -> {
                    cell.add(1, MANY);
                    return MANY;
                });
    }

    /**
     * How often in a second another process is woken by a change and answers by one that wakes us.
     *
     * @param cellWords what names the cell on a command line
     */
    long roundTrips(CellType type, List<String> cellWords) {
        cell.set(END);
        ChildProcess other = ThisProgram.start(Main.class, cellWords, Map.of());
        Shutdown.before(() -> other.signal("TERM"));
        try {
            long[] last = {END};
            return rate(
                    () -> {
                        for (int i = 0; i < SOME; i++) {
                            cell.set(last[0] + 1);
                            last[0] += 2;
                            await(CellCondition.equalTo(last[0], type), () -> check(other));
                        }
                        return SOME;
                    });
        } finally {
            cell.set(END);
            other.signal("TERM");
        }
    }

    private static void check(ChildProcess other) {
        if (!other.isAlive()) {
            throw new IpcException(Category.FAILED, "the other process has ended");
        }
    }

    /** What the other process does: adds one to each value that is not its own. */
    void echo(CellType type) {
        long last = END;
        for (; ; ) {
            await(CellCondition.differentFrom(last, type), () -> {});
            long value = cell.get();
            if (value == END) {
                return;
            }
            last = value + 1;
            cell.set(last);
        }
    }

    private void await(CellCondition wanted, Runnable check) {
        if (!cell.await(wanted, Deadline.after(PATIENCE), check)) {
            throw new IpcException(Category.TIMED_OUT, "the other process does not answer");
        }
    }
}
