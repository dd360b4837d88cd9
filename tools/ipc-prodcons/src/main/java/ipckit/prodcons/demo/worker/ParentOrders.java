package ipckit.prodcons.demo.worker;

import ipckit.prodcons.demo.buffer.WorkerOrder;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Reads the parent's orders from the standard input of this worker, in a thread of its own. The end
 * of the input means that the parent is dead. The worker then ends at once, so that no worker
 * outlives its demonstration.
 */
final class ParentOrders {
    private final Semaphore steps = new Semaphore(0);
    private final Runnable onParentDeath;
    private volatile boolean free;
    private volatile boolean last;

    /**
     * Starts the thread that reads the orders.
     *
     * @param onParentDeath runs in the reading thread after the parent's death, before this process
     *     ends
     */
    ParentOrders(Runnable onParentDeath) {
        this.onParentDeath = onParentDeath;
        Thread reader = new Thread(this::readAll, "parent orders");
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
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
            // A read error is handled like the end of the input.
        }
        try {
            onParentDeath.run();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Returns whether the worker may take all steps without permission for each. */
    boolean isFree() {
        return free;
    }

    /** Returns whether the parent has reported the end of all producers. */
    boolean isLast() {
        return last;
    }

    /**
     * Waits until the parent permits one step; returns at once when the parent has permitted all
     * steps.
     */
    void await() {
        if (!free) {
            steps.acquireUninterruptibly();
        }
    }
}
