package ipckit.fan.each;

import ipckit.common.Uninterrupted;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ends a try of a job if the try takes longer than a time limit. A try is one execution of the
 * job's command. The limit is the same for all tries, so their timers expire in the order in which
 * the tries began. Therefore one thread, which waits for the oldest timer, is enough. This class is
 * safe for several threads.
 */
final class JobTimeLimit {
    /**
     * The pause in milliseconds after the system has refused to start a thread. After the pause,
     * the start of the thread is tried again.
     */
    private static final long RETRY_MILLIS = 20;

    private final long nanos;
    private final Set<Timer> timers = new LinkedHashSet<>();
    private Thread watcher;

    JobTimeLimit(Duration limit) {
        this.nanos = limit.toNanos();
    }

    /**
     * The timer of one try of a job. The timer runs from its creation to its {@link #close}. The
     * thread of the job slot creates and closes the timer.
     */
    final class Timer implements AutoCloseable {
        private final long due = System.nanoTime() + nanos;
        private final Runnable onExpiry;
        private Thread ending;

        private Timer(Runnable onExpiry) {
            this.onExpiry = onExpiry;
        }

        /**
         * Returns whether the time limit passed before this timer was closed. Call this method
         * after {@link #close}.
         */
        boolean hasExpired() {
            return ending != null;
        }

        /**
         * Starts a thread that ends this execution of the job's command. Returns whether the system
         * could start the thread.
         */
        private boolean expire() {
            try {
                ending = Thread.ofPlatform().daemon().start(onExpiry);
                return true;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }

        /** Stops the timer. If the timer has expired, waits until the try has been ended. */
        @Override
        public void close() {
            synchronized (JobTimeLimit.this) {
                timers.remove(this);
            }
            if (ending != null) {
                Uninterrupted.await(ending::join);
            }
        }
    }

    /**
     * Starts the timer of one try of a job. The timer expires when the time limit has passed.
     *
     * @param onExpiry ends this try; runs in a separate thread and may block
     */
    synchronized Timer start(Runnable onExpiry) {
        Timer timer = new Timer(onExpiry);
        timers.add(timer);
        if (watcher == null) {
            watcher =
                    Thread.ofPlatform()
                            .daemon()
                            .name("time limit")
                            .start(() -> Uninterrupted.await(this::watch));
        } else if (timers.size() == 1) {
            notifyAll();
        }
        return timer;
    }

    private synchronized void watch() throws InterruptedException {
        for (; ; ) {
            if (timers.isEmpty()) {
                wait();
                continue;
            }
            Timer first = timers.iterator().next();
            long left = first.due - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } else if (first.expire()) {
                timers.remove(first);
            } else {
                TimeUnit.MILLISECONDS.timedWait(this, RETRY_MILLIS);
            }
        }
    }
}
