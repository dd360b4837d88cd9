package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * An event that any number of processes wait for, without a lost wake: a word that holds a sequence
 * number and, in its lowest bit, whether anybody sleeps.
 *
 * <p>Waiting: {@code ticket = announce()}, <em>look again</em>, then {@code await(ticket, …)}.
 * Signalling: publish the change, then {@link #signal()}. The full fences on both sides are a pair:
 * with anything weaker both may miss each other (publish and look pass each other in the store
 * buffer), and the sleeper sleeps on. Nobody holds anything here, so a death leaves nothing but, at
 * worst, a wake that was not given; sleeps are bounded for that.
 */
public final class Event {
    private static final int SLEEPERS = 1;

    private final Mapping shared;
    private final EventWord bell;
    private final long offset;
    private final Doorbell doorbell;
    private final boolean unasked;

    /** The event at the bell's word, as one thread of this process uses it. */
    public Event(Mapping shared, EventWord bell, Doorbell doorbell) {
        this.shared = shared;
        this.bell = bell;
        this.offset = bell.offset();
        this.doorbell = doorbell;
        this.unasked = doorbell.ringsUnasked();
    }

    /** Says that we are about to sleep; the caller must look again before it does. */
    public int announce() {
        doorbell.quiet(bell);
        for (; ; ) {
            int seen = Words.getIntAcquire(shared, offset);
            if ((seen & SLEEPERS) != 0
                    || Words.compareAndSetInt(shared, offset, seen, seen | SLEEPERS)) {
                Words.fullFence(); // before the second look; pairs with the one in signal
                return seen | SLEEPERS;
            }
        }
    }

    /**
     * Takes {@link #announce} back, because the second look found something to do. Others who wait
     * may find something, too: with a pipe we may have taken the ring that was to wake them.
     */
    public void withdraw() {
        doorbell.passOn(bell);
    }

    /** Sleeps until the next signal after {@code ticket} was drawn, at most {@code nanos}. */
    public void await(int ticket, long nanos) {
        doorbell.await(bell, ticket, nanos);
    }

    /** Wakes everybody who waits, after the caller has published what they wait for. */
    public void signal() {
        Words.fullFence(); // publish before looking for sleepers; pairs with announce
        signal(Words.getInt(shared, offset));
    }

    /**
     * As {@link #signal()}, after a change by a sequentially consistent operation, such as {@link
     * Words#getAndAdd}: that and a volatile read are in order without another fence.
     */
    public void signalAfterSwap() {
        signal(Words.getIntVolatile(shared, offset));
    }

    private void signal(int seen) {
        if ((seen & SLEEPERS) != 0) {
            SyncStep.WAKE.reached();
            // A failure means that another signal was faster, and it wakes all.
            if (Words.compareAndSetInt(shared, offset, seen, seen + 1)) {
                doorbell.ringAll(bell);
            }
        } else if (unasked) {
            doorbell.ringAll(bell);
        }
    }
}
