package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Ends what takes longer than it may. All have the same time, so they are due in the order in which
 * they began. Safe for several threads.
 */
final class JobTimeLimit {
    private static final long PAUSE_MILLIS = 20;

    private final long nanos;
    private final Set<Watch> watches = new LinkedHashSet<>();
    private Thread watcher;

    JobTimeLimit(Duration limit) {
        this.nanos = limit.toNanos();
    }

    /** One that is watched from now on, until it is closed. Belongs to one thread. */
    final class Watch implements AutoCloseable {
        private final long due = System.nanoTime() + nanos;
        private final Runnable ender;
        private Thread ending;

        private Watch(Runnable ender) {
            this.ender = ender;
        }

        /** Whether its time had passed; to be asked when it is closed. */
        boolean hasPassed() {
            return ending != null;
        }

        /** Whether its end has begun; not if the system lets us have no thread for it now. */
        private boolean begins() {
            try {
                ending = Thread.ofPlatform().daemon().start(ender);
                return true;
            } catch (OutOfMemoryError e) {
                return false;
            }
        }

        /** It has ended, or was ended: then this waits until the ender has done its work. */
        @Override
        public void close() {
            synchronized (JobTimeLimit.this) {
                watches.remove(this);
            }
            try {
                if (ending != null) {
                    ending.join();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    /**
     * Begins to watch.
     *
     * @param ender ends it; run in a thread of its own, and may take its time
     */
    synchronized Watch watch(Runnable ender) {
        Watch watch = new Watch(ender);
        watches.add(watch);
        if (watcher == null) {
            watcher = Thread.ofPlatform().daemon().name("time limit").start(this::look);
        } else if (watches.size() == 1) {
            notifyAll();
        }
        return watch;
    }

    private synchronized void look() {
        try {
            for (; ; ) {
                if (watches.isEmpty()) {
                    wait();
                    continue;
                }
                Watch first = watches.iterator().next();
                long left = first.due - System.nanoTime();
                if (left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else if (first.begins()) {
                    watches.remove(first);
                } else {
                    TimeUnit.MILLISECONDS.timedWait(this, PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IpcException interrupted(InterruptedException e) {
        return new IpcException(Category.FAILED, "interrupted", e);
    }
}
