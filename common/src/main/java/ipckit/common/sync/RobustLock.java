package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * A lock in shared memory that survives its owner: the word names the slot that holds it, and when
 * the kernel says that nobody lives in that slot, whoever waits takes it over.
 *
 * <p>The word is 0, or the owner's slot + 1, with bit {@link #WAITERS} when somebody may sleep on
 * it. A taker-over keeps the dead owner's byte while it swaps the word, so that no newcomer can
 * move into that slot and make the lock look alive; several takers are sorted out by the swap. Held
 * for memory copies only. A <em>stopped</em> owner keeps its lock; those who wait time out.
 *
 * <p>An instance is one slot's view and belongs to one thread.
 */
public final class RobustLock {
    private static final int WAITERS = 1 << 30;

    /** How long a waiter sleeps before it asks whether the owner still lives. */
    private static final long LOOK_AFTER_NANOS = 20_000_000;

    /**
     * How often one who does not want to wait sleeps for all that: he means not to wait for items
     * or room, and a lock held for the length of a copy is no reason to give up. But its owner may
     * be stopped, so there is an end to it.
     */
    private static final int MOMENTS = 5;

    /** What became of a try to get the lock. */
    public enum Outcome {
        /** The lock is ours. */
        ACQUIRED,
        /** The lock is ours, and what it guards is as its dead owner left it. */
        TAKEN_OVER,
        /** The time limit passed; the lock is somebody else's. */
        TIMED_OUT
    }

    private final Mapping shared;
    private final EventWord bell;
    private final long offset;
    private final int slot;
    private final Liveness liveness;
    private final Doorbell doorbell;
    private final Watcher watcher;

    /** Who wants to know that the lock makes its taker sleep. */
    @FunctionalInterface
    public interface Watcher {
        /** Called before each sleep, by the thread that sleeps. */
        void sleepsAt(EventWord bell);
    }

    /** The lock at the bell's word, for whoever lives in {@code slot}. */
    public RobustLock(
            Mapping shared, EventWord bell, int slot, Liveness liveness, Doorbell doorbell) {
        this(shared, bell, slot, liveness, doorbell, sleeping -> {});
    }

    /** The lock at the bell's word, for whoever lives in {@code slot}, with a watcher. */
    public RobustLock(
            Mapping shared,
            EventWord bell,
            int slot,
            Liveness liveness,
            Doorbell doorbell,
            Watcher watcher) {
        this.shared = shared;
        this.bell = bell;
        this.offset = bell.offset();
        this.slot = slot;
        this.liveness = liveness;
        this.doorbell = doorbell;
        this.watcher = watcher;
    }

    /** Takes the lock if nobody has it, not even somebody dead. */
    public boolean tryAcquire() {
        // Read first: if the file was cut short, HotSpot survives a read that faults, but not
        // everywhere a swap that does.
        if (Words.getIntAcquire(shared, offset) == 0
                && Words.compareAndSetInt(shared, offset, 0, slot + 1)) {
            SyncStep.A1.reached();
            return true;
        }
        return false;
    }

    /** Waits for the lock, at most until the deadline. */
    public Outcome acquire(Deadline deadline) {
        return tryAcquire() ? Outcome.ACQUIRED : contend(deadline);
    }

    private Outcome contend(Deadline deadline) {
        int waiters = 0; // once we slept, others may sleep too: the lock is taken with the bit set
        int pauses = SpinWait.PAUSES;
        boolean suspicious = false;
        int patience = MOMENTS;
        for (; ; ) {
            int seen = Words.getIntAcquire(shared, offset);
            if (seen == 0) {
                if (Words.compareAndSetInt(shared, offset, 0, slot + 1 | waiters)) {
                    SyncStep.A1.reached();
                    return Outcome.ACQUIRED;
                }
                continue;
            }
            if (pauses > 0) {
                pauses--;
                Thread.onSpinWait();
                continue;
            }
            if (suspicious && takeOver(seen)) {
                return Outcome.TAKEN_OVER;
            }
            if ((seen & WAITERS) == 0
                    && !Words.compareAndSetInt(shared, offset, seen, seen | WAITERS)) {
                continue;
            }
            long left = deadline.remainingNanos();
            if (left == 0) {
                // Asked not to wait, we still must tell a dead owner from a living one.
                if (takeOver(seen | WAITERS)) {
                    return Outcome.TAKEN_OVER;
                }
                if (deadline.kind() != Deadline.Kind.NOW || patience-- == 0) {
                    return Outcome.TIMED_OUT;
                }
                left = LOOK_AFTER_NANOS;
            }
            watcher.sleepsAt(bell);
            doorbell.await(bell, seen | WAITERS, Math.min(left, LOOK_AFTER_NANOS));
            doorbell.quiet(bell);
            waiters = WAITERS;
            suspicious = Words.getIntAcquire(shared, offset) == (seen | WAITERS);
        }
    }

    private boolean takeOver(int seen) {
        int owner = owner(seen);
        if (owner == slot) {
            throw damaged(bell, "is held by the one who waits for it");
        }
        if (!liveness.holdIfDead(owner)) {
            return false;
        }
        try {
            SyncStep.A2.reached();
            boolean won = Words.compareAndSetInt(shared, offset, seen, slot + 1 | seen & WAITERS);
            if (won) {
                SyncStep.A3.reached();
            }
            return won;
        } finally {
            liveness.endHold(owner);
        }
    }

    /** Gives the lock up and wakes one who waits for it. */
    public void release() {
        int before = Words.getAndSetInt(shared, offset, 0);
        if ((before & WAITERS) != 0) {
            doorbell.ringOne(bell);
        }
    }

    /**
     * Whether the word says that our own slot holds it, although we have not asked: then its last
     * inhabitant died with it, and it is ours.
     */
    public boolean isInherited() {
        int seen = Words.getIntAcquire(shared, offset);
        return seen != 0 && owner(seen) == slot;
    }

    /** The slot that holds the lock, or -1. */
    public int owner() {
        int seen = Words.getIntAcquire(shared, offset);
        return seen == 0 ? -1 : owner(seen);
    }

    /**
     * The slot that holds the lock at a bell's word, or -1, for who only looks.
     *
     * @throws IpcException CORRUPT when it names a slot that cannot be
     */
    public static int owner(Mapping shared, EventWord bell, int slots) {
        int seen = Words.getIntAcquire(shared, bell.offset());
        return seen == 0 ? -1 : owner(seen, bell, slots);
    }

    private int owner(int seen) {
        return owner(seen, bell, liveness.slots());
    }

    private static int owner(int seen, EventWord bell, int slots) {
        int owner = (seen & ~WAITERS) - 1;
        if (owner < 0 || owner >= slots) {
            throw damaged(bell, "names a holder that cannot be");
        }
        return owner;
    }

    private static IpcException damaged(EventWord bell, String how) {
        return new IpcException(Category.CORRUPT, "damaged: the " + bell.pipe() + " lock " + how);
    }
}
