package ipckit.prodcons.demo.worker;

import ipckit.prodcons.demo.buffer.WorkerReport;
import ipckit.prodcons.demo.buffer.WorkerReport.Kind;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The connection of a worker to its parent: the worker writes reports to stdout, and reads the
 * permission for the next step from stdin. Belongs to the worker's main thread.
 */
final class ParentConnection {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final ParentOrders orders;
    private final long pauseNanos;

    /**
     * @param pauseNanos the mean time that the worker spends on an item, in nanoseconds
     */
    ParentConnection(ParentOrders orders, long pauseNanos) {
        this.orders = orders;
        this.pauseNanos = pauseNanos;
    }

    /**
     * Writes a report without buffering, so that the parent receives it even if this worker is
     * killed immediately afterwards.
     */
    void report(WorkerReport report) {
        try {
            out.write((report.line() + '\n').getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            for (; ; ) {
                LockSupport.park(); // the parent is dead, and ParentOrders ends this process
            }
        }
    }

    /** Waits until the parent permits the next step. */
    void awaitPermission() {
        if (!orders.isFree()) {
            report(WorkerReport.now(Kind.GATE));
            orders.await();
        }
    }

    /**
     * Simulates the work on an item for a random time of at most twice the mean, so that sometimes
     * producers and sometimes consumers are faster.
     */
    void work() {
        if (orders.isFree() && pauseNanos > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2 * pauseNanos));
        }
    }

    /** Returns whether the parent has reported the end of all producers. */
    boolean isLast() {
        return orders.isLast();
    }
}
