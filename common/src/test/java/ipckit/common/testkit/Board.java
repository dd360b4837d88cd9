package ipckit.common.testkit;

import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/**
 * A file mapped by all processes of a run, in which each worker says how far it has come; what is
 * written there stays when its writer is killed. One line a worker, numbered from 0.
 */
public final class Board {
    /** Workers of one run at the most. */
    public static final int WORKERS = 50_000;

    private static final long STOP = 0;

    /** When anybody freed room last. */
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

    public void freed(long now) {
        Words.setRelease(memory, FREED, now);
    }

    private long lastFreed() {
        return Words.getAcquire(memory, FREED);
    }

    /** Items below this number may be in the ring. */
    public void attempted(int worker, long items) {
        Words.setRelease(memory, line(worker) + ATTEMPTED, items);
    }

    public long attempted(int worker) {
        return Words.getAcquire(memory, line(worker) + ATTEMPTED);
    }

    /** Items below this number are in the ring: their put has returned. */
    public void reported(int worker, long items) {
        Words.setRelease(memory, line(worker) + REPORTED, items);
    }

    public long reported(int worker) {
        return Words.getAcquire(memory, line(worker) + REPORTED);
    }

    /** Notes that the worker takes part, having come at {@code came}. */
    public void attached(int worker, long came) {
        Words.set(memory, line(worker) + CAME, came);
        Words.setRelease(memory, line(worker) + STAGE, 1);
    }

    public boolean isAttached(int worker) {
        return Words.getAcquire(memory, line(worker) + STAGE) >= 1;
    }

    /** When the worker came; 0 as long as it does not take part. */
    public long came(int worker) {
        return isAttached(worker) ? Words.get(memory, line(worker) + CAME) : 0;
    }

    /** Notes that the worker has put or taken something. */
    public void atWork(int worker) {
        Words.setRelease(memory, line(worker) + STAGE, 2);
    }

    public boolean isAtWork(int worker) {
        return Words.getAcquire(memory, line(worker) + STAGE) == 2;
    }

    /**
     * Notes that the worker had to wait from {@code since} to {@code now}. As long as others got
     * items it was not held up, they were faster. Its first wait does not count: a program that has
     * just started is slow by itself, however fast the others are.
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

    /** The longest time it was held up, in nanoseconds. */
    public long worst(int worker) {
        return Words.getAcquire(memory, line(worker) + WORST);
    }

    /** How often it was held up for more than 200 ms. */
    public long late(int worker) {
        return Words.getAcquire(memory, line(worker) + LATE);
    }

    private static long line(int worker) {
        return LINES + worker * LINE;
    }
}
