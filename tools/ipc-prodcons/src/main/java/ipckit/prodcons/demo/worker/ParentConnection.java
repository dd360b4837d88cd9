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
 * A worker's connection to its parent: reports go out on stdout, and permission for the next step
 * comes in on stdin. Belongs to the worker's main thread.
 */
final class ParentConnection {
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final ParentOrders orders;
    private final long pauseNanos;

    /**
     * @param pauseNanos the mean time spent on an item
     */
    ParentConnection(ParentOrders orders, long pauseNanos) {
        this.orders = orders;
        this.pauseNanos = pauseNanos;
    }

    /**
     * Writes a report without buffering, so that the parent knows it even when this worker is
     * killed right afterwards.
     */
    void report(WorkerReport report) {
        try {
            out.write((report.line() + '\n').getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            for (; ; ) {
                LockSupport.park(); // The parent is dead, and ParentOrders is about to end us.
            }
        }
    }

    /** Waits until the parent allows the next step. */
    void awaitPermission() {
        if (!orders.isFree()) {
            report(WorkerReport.now(Kind.GATE));
            orders.await();
        }
    }

    /**
     * Simulates the work on an item. Its length is random, so that sometimes producers and
     * sometimes consumers are faster.
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
