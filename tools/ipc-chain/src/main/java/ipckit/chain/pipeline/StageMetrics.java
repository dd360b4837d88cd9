package ipckit.chain.pipeline;

import ipckit.common.process.ExitResult;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is counted of a stage. Each figure is written by one thread and read by any.
 *
 * <p>A stage is starved while what is to be its input has not come, and blocked while the next one
 * does not take what it has written.
 */
final class StageMetrics {
    /** What is not known. */
    static final long UNKNOWN = -1;

    final AtomicLong in = new AtomicLong(UNKNOWN);
    final AtomicLong out = new AtomicLong(UNKNOWN);
    final AtomicLong starvedNanos = new AtomicLong(UNKNOWN);
    final AtomicLong blockedNanos = new AtomicLong(UNKNOWN);
    private long pid;
    private long began;
    private long endedAt;
    private int status = (int) UNKNOWN;
    private int restarts = -1;
    private Duration processor = Duration.ZERO;

    /** A process was started for it; from the second on, once more. */
    synchronized void began(long number) {
        pid = number;
        began = restarts < 0 ? System.nanoTime() : began;
        restarts++;
    }

    /** A process of it has ended. */
    synchronized void ended(ExitResult ended) {
        endedAt = System.nanoTime();
        status = ended.status();
        processor = processor.plus(ended.user()).plus(ended.system());
    }

    /** Its output is counted from now on. */
    void countsOut() {
        out.compareAndSet(UNKNOWN, 0);
        blockedNanos.compareAndSet(UNKNOWN, 0);
    }

    /** Its input is counted from now on. */
    void countsIn() {
        in.compareAndSet(UNKNOWN, 0);
        starvedNanos.compareAndSet(UNKNOWN, 0);
    }

    synchronized long pid() {
        return pid;
    }

    /** As a shell has it. */
    synchronized int status() {
        return status;
    }

    synchronized int restarts() {
        return Math.max(0, restarts);
    }

    /** From its first start to its last end. */
    synchronized Duration time() {
        return Duration.ofNanos(restarts < 0 ? 0 : endedAt - began);
    }

    /** Processor time, of all its processes that were waited for. */
    synchronized Duration processor() {
        return processor;
    }
}
