package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receiver;
import ipckit.common.pipe.HangUp;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a message in any of several mailboxes, without receiving it. One thread waits at each
 * mailbox, because a thread can wait for only one futex on a kernel older than Linux 5.16.
 */
final class ArrivalWatcher implements AutoCloseable {
    /**
     * The number of waits that {@link #await} has begun so far. After a thread has seen a message,
     * the thread pauses until the next wait begins. Without this pause, the thread would see the
     * same message again at once. Guarded by {@code this}.
     */
    private long round;

    private boolean arrived;

    /** The failure that ended one of the threads, or null. */
    private Throwable failure;

    private int watched;
    private volatile boolean closed;

    /**
     * Waits until one of the mailboxes contains a message or is removed, or until stdout is closed,
     * and then returns true. Returns false when the deadline passes first.
     *
     * @param sources the mailboxes to watch. The list must begin with the mailboxes of the previous
     *     call, in the same order. New mailboxes may follow.
     * @throws RuntimeException when one of the mailboxes can no longer be watched
     */
    synchronized boolean await(List<MessageSource> sources, Deadline deadline) {
        if (deadline.expired()) {
            return false;
        }
        startThreads(sources);
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

    private void startThreads(List<MessageSource> sources) {
        for (; watched < sources.size(); watched++) {
            MessageSource source = sources.get(watched);
            Thread thread = new Thread(() -> watch(source), "watch-" + source.reference().text());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void watch(MessageSource source) {
        try (Receiver onlooker =
                source.mailbox().onlooker(Deadline.NEVER, () -> closed || HangUp.ofStdout())) {
            for (long seen = 0; !closed; ) {
                seen = awaitRound(seen);
                MailboxOutcome outcome = onlooker.awaitMessage(Deadline.NEVER);
                signalArrival();
                if (outcome != MailboxOutcome.DONE) {
                    return;
                }
            }
        } catch (IpcException e) {
            fail(source.reference().named(e));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        signalArrival();
    }

    private void throwFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

    /**
     * Waits until {@link #round} differs from {@code seen}, or until the watcher is closed. Returns
     * the present value of {@code round}.
     */
    private synchronized long awaitRound(long seen) {
        try {
            while (round == seen && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return round;
    }

    private synchronized void signalArrival() {
        arrived = true;
        notifyAll();
    }

    /** Tells the threads to end, and returns without waiting for them. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
    }
}
