package ipckit.shm.cell;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.Shutdown;
import ipckit.common.process.ThisProgram;

import java.time.Duration;
import java.util.Map;

/**
 * Measures the speed of a cell: the additions per second by one process, and the round trips per
 * second between two processes. The first process takes the measurement and starts the second
 * process.
 *
 * @param nanos the duration of each measurement in nanoseconds. Only the operations of the second
 *     half are counted, because the JIT compiler compiles the code in the first half.
 */
record CellBenchmark(AtomicCell cell, CellType type, long nanos) {
    private static final int ADDITIONS_PER_BATCH = 10_000;
    private static final int TRIPS_PER_BATCH = 100;

    /** The first process sets the cell to this value to end the second process. */
    private static final long END = 0;

    /**
     * The longest time that one of the two processes waits for the other process to change the
     * cell.
     */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private interface Batch {
        /** Runs several operations, and returns the number of these operations. */
        int run();
    }

    private long operationsPerSecond(Batch batch) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos / 2) {
            batch.run();
        }
        long middle = System.nanoTime();
        long done = 0;
        while (System.nanoTime() - middle < nanos / 2) {
            done += batch.run();
        }
        return (long) (done * 1e9 / (System.nanoTime() - middle));
    }

    /** Returns the number of additions per second by this process. */
    long additionsPerSecond() {
        return operationsPerSecond(
                () -> {
                    cell.add(1, ADDITIONS_PER_BATCH);
                    return ADDITIONS_PER_BATCH;
                });
    }

    /**
     * Returns the number of round trips per second between this process and a second process. In a
     * round trip, this process changes the cell, which wakes the second process. The second process
     * then changes the cell, which wakes this process.
     *
     * @param main the main class of this program; the second process runs this class
     */
    long roundTripsPerSecond(Class<?> main) {
        cell.set(END);
        ChildProcess other =
                ThisProgram.start(main, cell.commandLine(EchoCellCommand.VERB), Map.of());
        Shutdown.addCleanUp(() -> other.signal("TERM"));
        try {
            long[] last = {END};
            return operationsPerSecond(
                    () -> {
                        for (int i = 0; i < TRIPS_PER_BATCH; i++) {
                            cell.set(last[0] + 1);
                            last[0] += 2;
                            await(CellCondition.equalTo(last[0], type), () -> checkAlive(other));
                        }
                        return TRIPS_PER_BATCH;
                    });
        } finally {
            cell.set(END);
            other.signal("TERM");
        }
    }

    private static void checkAlive(ChildProcess other) {
        if (!other.isAlive()) {
            Shutdown.yieldToSignal();
            throw new IpcException(Category.FAILED, "the other process has ended");
        }
    }

    /**
     * Runs in the second process. In each round trip, waits until the first process has changed the
     * cell, and then adds 1 to the value. Returns when the first process has set the cell to {@link
     * #END}.
     */
    void echo() {
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

    private void await(CellCondition condition, Runnable check) {
        if (!cell.await(condition, Deadline.after(ANSWER_LIMIT), check)) {
            throw new IpcException(Category.TIMED_OUT, "the other process does not answer");
        }
    }
}
