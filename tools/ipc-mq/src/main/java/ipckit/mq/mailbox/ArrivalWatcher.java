package ipckit.mq.mailbox;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receiver;
import ipckit.common.pipe.HangUp;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for a message in any of several mailboxes, without receiving it. The watcher starts a
 * thread for each mailbox, because a thread can wait for only one futex on a kernel older than
 * Linux 5.16. All methods of the watcher must be called by the same thread.
 */
public final class ArrivalWatcher implements AutoCloseable {
    /** A mailbox that an {@link ArrivalWatcher} can watch. */
    public interface Watched {
        /** Returns the mailbox's name. */
        String name();

        /**
         * Attaches a participant that claims no messages. A thread that the watcher has started
         * calls this method and uses the participant.
         *
         * @param end called repeatedly while the participant waits; when {@code end} returns true,
         *     the wait ends
         */
        Receiver onlooker(BooleanSupplier end);

        /** Returns a failure of the mailbox with the mailbox's name in its message. */
        IpcException named(IpcException failure);
    }

    /** The threads, by the mailboxes at which they wait. */
    private final Map<Watched, Watch> watches = new IdentityHashMap<>();

    /**
     * The number of waits that {@link #await} has begun so far. After a thread has seen a message,
     * the thread pauses until the next wait begins. Without this pause, the thread would see the
     * same message again at once. Guarded by {@code this}.
     */
    private long round;

    private boolean arrived;

    /** The failure that ended one of the threads, or null. */
    private Throwable failure;

    /**
     * Waits until one of the mailboxes contains a message or is removed, or until stdout is closed,
     * and then returns true. Returns false when the deadline passes first.
     *
     * @param mailboxes the mailboxes to watch. If a mailbox of an earlier call is missing here, the
     *     watcher stops watching that mailbox.
     * @throws RuntimeException when one of the mailboxes can no longer be watched
     */
    public synchronized boolean await(Collection<? extends Watched> mailboxes, Deadline deadline) {
        if (deadline.expired()) {
            return false;
        }
        endOthers(mailboxes);
        for (Watched mailbox : mailboxes) {
            watches.computeIfAbsent(mailbox, this::watch);
        }
        round++;
        arrived = false;
        notifyAll();
        try {
            while (!arrived) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline.remainingNanos());
                if (left == 0) {
                    return false;
                }
                wait(left);
            }
            throwFailure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private Watch watch(Watched mailbox) {
        Watch watch = new Watch(mailbox);
        Thread thread = new Thread(watch::run, "watch-" + mailbox.name());
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    private void endOthers(Collection<? extends Watched> kept) {
        for (Iterator<Watched> all = watches.keySet().iterator(); all.hasNext(); ) {
            Watched mailbox = all.next();
            if (!kept.contains(mailbox)) {
                watches.get(mailbox).ended = true;
                all.remove();
            }
        }
    }

    private void throwFailure() {
        Throwable thrown = failure;
        failure = null;
        switch (thrown) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(thrown);
        }
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        signalArrival();
    }

    private synchronized void signalArrival() {
        arrived = true;
        notifyAll();
    }

    /** Tells the threads to end, and returns without waiting for them. */
    @Override
    public synchronized void close() {
        watches.values().forEach(watch -> watch.ended = true);
        notifyAll();
    }

    /** The work of a thread that waits at one mailbox. */
    private final class Watch {
        private final Watched mailbox;

        /** Whether the thread must end. */
        private volatile boolean ended;

        private Watch(Watched mailbox) {
            this.mailbox = mailbox;
        }

        void run() {
            try (Receiver onlooker = mailbox.onlooker(() -> ended || HangUp.ofStdout())) {
                for (long seen = 0; !ended; ) {
                    seen = awaitRound(seen);
                    MailboxOutcome outcome = onlooker.awaitMessage(Deadline.NEVER);
                    signalArrival();
                    if (outcome != MailboxOutcome.DONE) {
                        return;
                    }
                }
            } catch (IpcException e) {
                fail(mailbox.named(e));
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        /**
         * Waits until {@link ArrivalWatcher#await} has begun a wait that this thread has not seen,
         * or until this thread must end.
         *
         * @param seen the number of waits that this thread has seen
         * @return the number of waits that have begun so far
         */
        private long awaitRound(long seen) {
            synchronized (ArrivalWatcher.this) {
                try {
                    while (round == seen && !ended) {
                        ArrivalWatcher.this.wait();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return round;
            }
        }
    }
}
