package ipckit.mq.receive;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.mailbox.MailboxOutcome;
import ipckit.common.mailbox.Receiver;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits for messages in several mailboxes at once: one thread for each sleeps there, because the
 * kernel lets nobody sleep on several words before Linux 5.16. Nothing is taken here.
 */
final class ArrivalWatcher implements AutoCloseable {
    private final BooleanSupplier givenUp;

    /** Which wait this is; who watches begins anew with each. Guarded by this. */
    private long round;

    private boolean arrived;

    /** Why somewhere nobody watches any more; null if it is watched everywhere. */
    private Throwable failure;

    private int watched;
    private volatile boolean closed;

    ArrivalWatcher(BooleanSupplier givenUp) {
        this.givenUp = givenUp;
    }

    /**
     * Whether something came before the deadline: a message, or the end of a mailbox.
     *
     * @param inlets where; those of the time before, and perhaps more
     */
    synchronized boolean await(List<MessageSource> inlets, Deadline deadline) {
        if (deadline.expired()) {
            return false;
        }
        start(inlets);
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

    private void start(List<MessageSource> inlets) {
        for (; watched < inlets.size(); watched++) {
            MessageSource inlet = inlets.get(watched);
            Thread watcher = new Thread(() -> watch(inlet), "watch-" + inlet.route().text());
            watcher.setDaemon(true);
            watcher.start();
        }
    }

    private void watch(MessageSource inlet) {
        try (Receiver onlooker = inlet.mailbox().onlooker(() -> closed || givenUp.getAsBoolean())) {
            for (long seen = 0; !closed; ) {
                seen = awaitRound(seen);
                MailboxOutcome outcome = onlooker.awaitMessage(Deadline.NEVER);
                tell();
                if (outcome != MailboxOutcome.DONE) {
                    return;
                }
            }
        } catch (IpcException e) {
            fail(inlet.route().named(e));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        tell();
    }

    private void throwFailure() {
        switch (failure) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError(failure);
        }
    }

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

    private synchronized void tell() {
        arrived = true;
        notifyAll();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
        }
    }
}
