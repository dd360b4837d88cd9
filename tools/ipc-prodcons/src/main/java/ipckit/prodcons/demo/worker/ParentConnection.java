package ipckit.prodcons.demo.worker;

import ipckit.prodcons.demo.buffer.WorkerOrder;
import ipckit.prodcons.demo.buffer.WorkerReport;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The connection of a worker to its parent. The worker writes reports to stdout, and a thread reads
 * the parent's orders from stdin. The end of stdin means that the parent is dead. The process then
 * ends at once, because no worker may outlive its demonstration. The methods belong to the worker's
 * main thread.
 */
final class ParentConnection {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Semaphore steps = new Semaphore(0);
    private final long pauseNanos;
    private final Runnable onParentDeath;
    private volatile boolean free;
    private volatile boolean last;

    /**
     * Starts the thread that reads the orders.
     *
     * @param pauseNanos the mean time that the worker spends on an item, in nanoseconds
     * @param onParentDeath runs in the reading thread when the parent has died, before this process
     *     ends
     */
    ParentConnection(long pauseNanos, Runnable onParentDeath) {
        this.pauseNanos = pauseNanos;
        this.onParentDeath = onParentDeath;
        Thread.ofPlatform().daemon().name("parent orders").start(this::readOrders);
    }

    private void readOrders() {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int code = in.read(); code >= 0; code = in.read()) {
                switch (WorkerOrder.of(code)) {
                    case STEP -> steps.release();
                    case GO -> {
                        free = true;
                        steps.release();
                    }
                    case LAST -> last = true;
                }
            }
        } catch (IOException e) {
            // After a read error no more orders can arrive, as after the parent's death.
        }
        try {
            onParentDeath.run();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    /**
     * Writes a report without buffering. The parent therefore receives the report even if this
     * worker is killed immediately afterwards.
     */
    void report(WorkerReport report) {
        try {
            out.write((report.line() + '\n').getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The parent is dead. The thread that reads the orders will end this process.
            for (; ; ) {
                LockSupport.park();
            }
        }
    }

    /** Waits until the parent permits the next step. */
    void awaitPermission() {
        if (!free) {
            report(WorkerReport.now(WorkerReport.Kind.GATE));
            if (!free) {
                steps.acquireUninterruptibly();
            }
        }
    }

    /**
     * Simulates the work on an item by a random pause of at most twice the mean. Because of the
     * random pauses, sometimes the producers and sometimes the consumers are faster.
     */
    void work() {
        if (free && pauseNanos > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * pauseNanos));
        }
    }

    /** Returns whether the parent has reported the end of all producers. */
    boolean isLast() {
        return last;
    }
}
