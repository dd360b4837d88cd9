package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * An event that any number of processes wait for without losing a wake-up: a word with a sequence
 * number and, in its lowest bit, whether any process sleeps.
 *
 * <p>To wait: {@code ticket = announce()}, <em>read the state again</em>, then {@code await(ticket,
 * …)}. To signal: publish the change, then {@link #signal()}. Each side executes a full fence
 * between its write and its read. Without both fences, the writes could still be in the store
 * buffers when the reads are done: the signalling process misses the announcement, the waiting
 * process misses the change, and it sleeps on. No process owns an event, so a death leaves at worst
 * a missing wake-up. For that case all sleeps are bounded.
 */
public final class Event {
    private static final int SLEEPERS = 1;

    private final Mapping shared;
    private final EventWord word;
    private final long offset;
    private final Doorbell doorbell;

    /** The event at a shared word, for one thread. */
    public Event(Mapping shared, EventWord word, Doorbell doorbell) {
        this.shared = shared;
        this.word = word;
        this.offset = word.offset();
        this.doorbell = doorbell;
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
                Words.fullFence(); // this fence pairs with the fence in signal
                return seen | SLEEPERS;
            }
        }
    }

    /**
     * Takes {@link #announce} back when the second read of the state found something to do. With a
     * pipe, this process may have discarded the ring that was to wake other waiting processes.
     */
    public void withdraw() {
        doorbell.restore(word);
    }

    /** Sleeps until the first signal after {@code announce}, at most {@code nanos} nanoseconds. */
    public void await(int ticket, long nanos) {
        doorbell.await(word, ticket, nanos);
    }

    /** Wakes all waiting processes. The caller publishes its change first. */
    public void signal() {
        Words.fullFence(); // this fence pairs with the fence in announce
        signal(Words.getInt(shared, offset));
    }

    /**
     * Wakes all waiting processes after a change by a sequentially consistent operation such as
     * {@link Words#getAndAdd}. A volatile read is ordered after this operation without the fence of
     * {@link #signal()}.
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
        } else if (doorbell.ringsUnannounced()) {
            doorbell.ringAll(word);
        }
    }
}
