package ipckit.prodcons.demo;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * A child's standard input: by it the parent says when to take a step, and by its end the kernel
 * says that the parent is dead, whatever killed it. Then this process ends at once.
 */
final class Lifeline {
    /** Take one step. */
    static final int STEP = 's';

    /** Take every step without asking. */
    static final int GO = 'g';

    /** Nobody produces any more: only the textbook's consumers need to be told. */
    static final int LAST = 'l';

    private final Semaphore steps = new Semaphore(0);
    private final Runnable orphaned;
    private volatile boolean free;
    private volatile boolean last;

    /**
     * @param orphaned to be done when the parent is dead
     */
    Lifeline(Runnable orphaned) {
        this.orphaned = orphaned;
        Thread listener = new Thread(this::listen, "lifeline");
        listener.setDaemon(true);
        listener.start();
    }

    private void listen() {
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int word = in.read(); word >= 0; word = in.read()) {
                switch (word) {
                    case STEP -> steps.release();
                    case GO -> {
                        free = true;
                        steps.release();
                    }
                    default -> last = true;
                }
            }
        } catch (IOException e) {
            // as good as its end
        }
        try {
            orphaned.run();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Whether a step must be asked for. */
    boolean isFree() {
        return free;
    }

    /** Whether the parent has said that nobody produces any more. */
    boolean isLast() {
        return last;
    }

    /** Waits for leave to take a step. */
    void await() {
        if (!free) {
            steps.acquireUninterruptibly();
        }
    }
}
