package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * An event that any number of processes wait for without losing a wake-up: a word with a sequence
 * number and, in its lowest bit, whether any process sleeps.
 *
 * <p>To wait: {@code ticket = announce()}, <em>read the state again</em>, then {@code await(ticket,
 * …)}. To signal: publish the change, then {@link #signal()}. The full fences on both sides are a
 * pair. With anything weaker, each side may miss the other (the publication and the look pass each
 * other in the store buffers), and the waiting process sleeps on. No process owns anything here, so
 * a death leaves at worst a missing wake-up; for that case all sleeps are bounded.
 */
public final class Event {
    private static final int SLEEPERS = 1;

    private final Mapping shared;
    private final EventWord word;
    private final long offset;
    private final Doorbell doorbell;
    private final boolean ringsUnannounced;

    /** The event at a shared word, for one thread. */
    public Event(Mapping shared, EventWord word, Doorbell doorbell) {
        this.shared = shared;
        this.word = word;
        this.offset = word.offset();
        this.doorbell = doorbell;
        this.ringsUnannounced = doorbell.ringsUnannounced();
    }

    /**
     * Announces that this process is about to sleep. The caller must read the state again before it
     * sleeps.
     *
     * @return the ticket for {@link #await}
     */
    public int announce() {
        doorbell.drain(word);
        for (; ; ) {
            int seen = Words.getIntAcquire(shared, offset);
            if ((seen & SLEEPERS) != 0
                    || Words.compareAndSetInt(shared, offset, seen, seen | SLEEPERS)) {
                Words.fullFence(); // before the second look; pairs with the fence in signal
                return seen | SLEEPERS;
            }
        }
    }

    /**
     * Takes {@link #announce} back when the second look found something to do. With a pipe, this
     * process may have discarded the ring that was to wake other waiting processes.
     */
    public void withdraw() {
        doorbell.restore(word);
    }

    /** Sleeps until the first signal after {@code announce}, at most {@code nanos} nanoseconds. */
    public void await(int ticket, long nanos) {
        doorbell.await(word, ticket, nanos);
    }

    /** Wakes all waiting processes. The caller has published the change before. */
    public void signal() {
        Words.fullFence(); // publish before looking for sleepers; pairs with announce
        signal(Words.getInt(shared, offset));
    }

    /**
     * As {@link #signal()}, after a change by a sequentially consistent operation such as {@link
     * Words#getAndAdd}: a volatile read is ordered after it without another fence.
     */
    public void signalAfterSwap() {
        signal(Words.getIntVolatile(shared, offset));
    }

    private void signal(int seen) {
        if ((seen & SLEEPERS) != 0) {
            SyncStep.WAKE.reached();
            // When the swap fails, another process has signalled, which wakes all sleepers.
            if (Words.compareAndSetInt(shared, offset, seen, seen + 1)) {
                doorbell.ringAll(word);
            }
        } else if (ringsUnannounced) {
            doorbell.ringAll(word);
        }
    }
}
