package ipckit.common.testkit;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A file that all processes of a torture test (which kills processes at random) map into their
 * memory. Each worker process stores its progress in a row of the file. The row keeps its values
 * when the worker is killed. Workers are numbered from 0.
 */
public final class Board {
    /** The largest number of workers of a test. */
    public static final int WORKERS = 50_000;

    private static final long STOP = 0;
    private static final long PAUSES = 8;
    private static final int BURST = 16;
    private static final int LONGEST_PAUSE_NANOS = 20_000_000;

    /** The offset of the word with the most recent time at which a worker freed room. */
    private static final long FREED = 64;

    private static final long LINES = 128;
    private static final long LINE = 64;
    private static final long ATTEMPTED = 0;
    private static final long REPORTED = 8;
    private static final long STAGE = 16;
    private static final long WORST = 24;
    private static final long LATE = 32;
    private static final long CAME = 40;

    private final Mapping memory;

    private Board(Path file) {
        memory = new Mapping(MappedFile.map(file, LINES + WORKERS * LINE, true, Arena.ofAuto()));
    }

    public static void create(Path file) throws IOException {
        MappedFile.create(file, LINES + WORKERS * LINE);
    }

    public static Board open(Path file) {
        return new Board(file);
    }

    public void stop() {
        Words.setRelease(memory, STOP, 1);
    }

    public boolean isStopped() {
        return Words.getAcquire(memory, STOP) != 0;
    }

    /**
     * Makes the workers that put items or send messages pause from time to time. The pauses leave
     * processor time to processes that start.
     */
    public void pauseAfterBursts() {
        Words.setRelease(memory, PAUSES, 1);
    }

    /**
     * Pauses for a random time of at most 20 ms in about one of 16 calls, if {@link
     * #pauseAfterBursts} was called. Otherwise does nothing.
     */
    public void pauseSometimes(Random random) {
        if (random.nextInt(BURST) == 0 && Words.getAcquire(memory, PAUSES) != 0) {
            LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
        }
    }

    public void freed(long now) {
        Words.setRelease(memory, FREED, now);
    }

    private long lastFreed() {
        return Words.getAcquire(memory, FREED);
    }

    /**
     * Stores how many items the worker will have put after its next put. This method is called
     * before that put. The items of a worker are numbered from 0, so only items with numbers less
     * than {@code items} can have been put. The delivery of any other item is an error.
     */
    public void attempted(int worker, long items) {
        Words.setRelease(memory, line(worker) + ATTEMPTED, items);
    }

    public long attempted(int worker) {
        return Words.getAcquire(memory, line(worker) + ATTEMPTED);
    }

    /**
     * Stores how many items a test process has put into the ring until now; for a test of a
     * mailbox, how many messages of the process the mailbox has accepted or refused.
     */
    public void reported(int worker, long items) {
        Words.setRelease(memory, line(worker) + REPORTED, items);
    }

    public long reported(int worker) {
        return Words.getAcquire(memory, line(worker) + REPORTED);
    }

    /**
     * Stores that the worker has attached.
     *
     * @param came the value of {@link System#nanoTime} at which the worker began to attach
     */
    public void attached(int worker, long came) {
        Words.set(memory, line(worker) + CAME, came);
        Words.setRelease(memory, line(worker) + STAGE, 1);
    }

    public boolean isAttached(int worker) {
        return Words.getAcquire(memory, line(worker) + STAGE) >= 1;
    }

    /**
     * Returns the value of {@link System#nanoTime} at which the worker began to attach; 0 if it has
     * not attached yet.
     */
    public long came(int worker) {
        return isAttached(worker) ? Words.get(memory, line(worker) + CAME) : 0;
    }

    /** Stores that the worker has put or taken an item. */
    public void atWork(int worker) {
        Words.setRelease(memory, line(worker) + STAGE, 2);
    }

    public boolean isAtWork(int worker) {
        return Words.getAcquire(memory, line(worker) + STAGE) == 2;
    }

    /**
     * Records the delay of a worker that waited. The delay begins at {@code since}, or at the time
     * that was last passed to {@link #freed}, if that time is later. The delay ends at {@code now}.
     * A wait before the first item of the worker does not count, because a program that has just
     * started is slow.
     *
     * @param since the value of {@link System#nanoTime} at the start of the wait
     * @param now the value of {@link System#nanoTime} at the end of the wait
     */
    public void waited(int worker, long since, long now) {
        if (!isAtWork(worker)) {
            return;
        }
        long line = line(worker);
        long nanos = Math.max(0, now - Math.max(since, lastFreed()));
        Words.set(memory, line + WORST, Math.max(nanos, Words.get(memory, line + WORST)));
        if (nanos > 200_000_000) {
            Words.set(memory, line + LATE, Words.get(memory, line + LATE) + 1);
        }
    }

    /**
     * Returns the longest delay, in nanoseconds, that {@link #waited} has measured for the worker.
     */
    public long worst(int worker) {
        return Words.getAcquire(memory, line(worker) + WORST);
    }

    /** Returns how many delays of more than 200 ms {@link #waited} has measured for the worker. */
    public long late(int worker) {
        return Words.getAcquire(memory, line(worker) + LATE);
    }

    private static long line(int worker) {
        return LINES + worker * LINE;
    }
}
