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
 * the parent's orders from stdin. The end of stdin means that the parent is dead. The worker then
 * ends at once, because no worker may outlive its demonstration. Only the worker's main thread may
 * call the methods.
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
     * @param onParentDeath an action for the case that the parent dies. The thread that reads the
     *     orders runs the action and then ends this process.
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
            // A read error has the same effect as the parent's death, because no more orders can
            // arrive.
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
            // The parent is dead. This thread must not continue its work. It waits here until the
            // thread that reads the orders ends this process.
            for (; ; ) {
                LockSupport.park();
            }
        }
    }

    /**
     * If this worker needs permission for its next step, reports this to the parent and waits for
     * the permission. Otherwise returns at once.
     */
    void awaitPermission() {
        if (!free) {
            report(WorkerReport.now(WorkerReport.Kind.GATE));
            if (!free) {
                steps.acquireUninterruptibly();
            }
        }
    }

    /**
     * Simulates the work on an item by a pause of random length, whose mean is {@code pauseNanos}.
     * Because of the random lengths, sometimes the producers and sometimes the consumers are
     * faster. Does not pause while the worker needs a permission for each step.
     */
    void work() {
        if (free && pauseNanos > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * pauseNanos));
        }
    }

    /**
     * Returns whether this worker has received the order {@link WorkerOrder#LAST}, which means that
     * all producers have ended.
     */
    boolean isLast() {
        return last;
    }
}
