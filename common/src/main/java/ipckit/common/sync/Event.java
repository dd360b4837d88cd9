package ipckit.common.sync;

import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * An event that any number of processes can wait for, without lost wake-ups. A process waits for a
 * change of some state in shared memory, for example of the number of items in a ring. The process
 * that changes this state signals the event.
 *
 * <p>The event is a word in shared memory. The lowest bit of the word is set while processes may be
 * sleeping. The other bits are a sequence number, which grows when sleeping processes are woken.
 *
 * <p>A waiting process calls {@code ticket = announce()}, which sets the lowest bit. It then
 * <em>reads the state again</em>, and calls {@code await(ticket, …)} only if it must still wait. A
 * signalling process publishes its change of the state first, and then calls {@link #signal()},
 * which reads the word.
 *
 * <p>The waiting process executes a heavy fence between its announcement and its reading of the
 * state. The signalling process executes a light fence between its change of the state and its
 * reading of the word. {@link AsymmetricFence} describes these fences. Without them, each process
 * could read before its own write is visible to the other process. Then the signalling process
 * would miss the announcement, and the waiting process would miss the change and sleep.
 *
 * <p>No process owns an event, so the death of a process causes at worst a missing wake-up. Every
 * sleep has a time limit, which ends a sleep whose wake-up is missing.
 */
public final class Event {
    private static final int SLEEPERS = 1;

    private final Mapping shared;
    private final EventWord word;
    private final long offset;
    private final Doorbell doorbell;
    private final AsymmetricFence fence;

    /**
     * Creates an object through which one thread waits for the event and signals it.
     *
     * @param word the position of the event in {@code shared}
     */
    public Event(Mapping shared, EventWord word, Doorbell doorbell) {
        this.shared = shared;
        this.word = word;
        this.offset = word.offset();
        this.doorbell = doorbell;
        this.fence = new AsymmetricFence(shared, word.fenceOffset());
    }

    /**
     * Announces that this process is about to sleep. After this call and before it sleeps, the
     * caller must check again whether it still has to wait.
     *
     * @return the ticket for {@link #await}
     */
    public int announce() {
        doorbell.drain(word);
        for (; ; ) {
            int seen = Words.getIntAcquire(shared, offset);
            if ((seen & SLEEPERS) != 0
                    || Words.compareAndSetInt(shared, offset, seen, seen | SLEEPERS)) {
                fence.heavy();
                return seen | SLEEPERS;
            }
        }
    }

    /**
     * Ends a wait without a sleep. A process calls this method instead of {@link #await} if it
     * finds after {@link #announce} that it need not wait. With a {@link PipeDoorbell}, {@code
     * announce} may have discarded a wake-up that other waiting processes need. Therefore this
     * method sends a wake-up again.
     */
    public void withdraw() {
        doorbell.restore(word);
    }

    /**
     * Sleeps until the first signal after {@link #announce}, at most {@code nanos} nanoseconds.
     * Does not sleep if this signal has already been sent.
     *
     * @param ticket the result of {@link #announce}
     */
    public void await(int ticket, long nanos) {
        doorbell.await(word, ticket, nanos);
    }

    /**
     * Wakes all processes that wait for this event. Before the call, the caller must write to the
     * shared memory whatever these processes wait for, for example a new item.
     */
    public void signal() {
        fence.light();
        signal(Words.getInt(shared, offset));
    }

    /**
     * Wakes all waiting processes, as {@link #signal()} does, but executes no fence. The caller
     * must have published its change by a sequentially consistent operation, for example {@link
     * RobustLock#release}. The volatile read in this method is ordered after such an operation, so
     * no fence is needed.
     */
    public void signalAfterSwap() {
        signal(Words.getIntVolatile(shared, offset));
    }

    private void signal(int seen) {
        if ((seen & SLEEPERS) != 0) {
            SyncStep.WAKE.reached();
            // The compare-and-set fails only if another process has signalled since the word was
            // read. That process wakes all sleeping processes.
            if (Words.compareAndSetInt(shared, offset, seen, seen + 1)) {
                doorbell.ringAll(word);
            }
        } else if (doorbell.ringsUnannounced()) {
            doorbell.ringAll(word);
        }
    }
}
