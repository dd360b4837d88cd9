package ipckit.chain.pipeline;

import ipckit.common.process.ExitResult;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of one stage. Each counter is written by one thread and may be read by any thread.
 *
 * <p>The starved time of a stage is the time for which {@code ipc-chain} had no input for the stage
 * and waited for input. The blocked time is the time that {@code ipc-chain} needed to pass on the
 * output of the stage.
 */
final class StageMetrics {
    /** The value of a counter that is not measured. */
    static final long UNKNOWN = -1;

    /** The number of bytes that the stage has read. */
    final AtomicLong bytesIn = new AtomicLong(UNKNOWN);

    /** The number of bytes that the stage has written. */
    final AtomicLong bytesOut = new AtomicLong(UNKNOWN);

    final AtomicLong starvedNanos = new AtomicLong(UNKNOWN);
    final AtomicLong blockedNanos = new AtomicLong(UNKNOWN);
    private long pid;
    private long startedAtNanos;
    private long endedAtNanos;
    private int status = (int) UNKNOWN;
    private int restarts = -1;
    private long processorNanos;

    /** Records the start of a process of the stage. Every start after the first is a restart. */
    synchronized void recordStart(long newPid) {
        pid = newPid;
        startedAtNanos = restarts < 0 ? System.nanoTime() : startedAtNanos;
        restarts++;
    }

    /** Records the end of a process of the stage. */
    synchronized void recordEnd(ExitResult result) {
        endedAtNanos = System.nanoTime();
        status = result.status();
        processorNanos += result.user().plus(result.system()).toNanos();
    }

    /** Begins to measure the output: sets the counters of the output from {@link #UNKNOWN} to 0. */
    void countOutput() {
        bytesOut.compareAndSet(UNKNOWN, 0);
        blockedNanos.compareAndSet(UNKNOWN, 0);
    }

    /** Begins to measure the input: sets the counters of the input from {@link #UNKNOWN} to 0. */
    void countInput() {
        bytesIn.compareAndSet(UNKNOWN, 0);
        starvedNanos.compareAndSet(UNKNOWN, 0);
    }

    /**
     * Writes output of the stage to a sink, and counts the bytes and the time of the write. Returns
     * true when the sink has taken the bytes, and false when it accepts no more bytes.
     */
    boolean put(ByteSink sink, byte[] bytes, int length) {
        bytesOut.addAndGet(length);
        long since = System.nanoTime();
        boolean accepted = sink.put(bytes, 0, length);
        blockedNanos.addAndGet(System.nanoTime() - since);
        return accepted;
    }

    /** Returns the process ID of the stage's latest process. */
    synchronized long pid() {
        return pid;
    }

    /**
     * Returns the exit status of the stage's process that ended last; after signal n, this is 128 +
     * n. Returns {@link #UNKNOWN} if no process of the stage has ended yet.
     */
    synchronized int status() {
        return status;
    }

    synchronized int restarts() {
        return Math.max(0, restarts);
    }

    /**
     * Returns the nanoseconds from the start of the stage's first process to the end of its latest
     * process.
     */
    synchronized long elapsedNanos() {
        return restarts < 0 ? 0 : endedAtNanos - startedAtNanos;
    }

    /** Returns the processor time of all processes of the stage that have ended, in nanoseconds. */
    synchronized long processorNanos() {
        return processorNanos;
    }
}
