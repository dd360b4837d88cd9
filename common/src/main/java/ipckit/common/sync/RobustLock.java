package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;

/**
 * A lock in shared memory that stays usable when its owner dies. The owner is a participant. The
 * lock is a word that names the owner. A waiting process takes the lock over when it finds that the
 * owner is dead.
 *
 * <p>The word is 0 while the lock is free. Otherwise it is the owner's participant index + 1, with
 * bit {@link #WAITERS} if a process may be sleeping on the word.
 *
 * <p>A process that takes the lock over writes its own index to the word by a compare-and-set. If
 * several processes try this at the same time, the compare-and-set of only one of them succeeds.
 * During the compare-and-set, the process keeps the dead owner's byte in the liveness file locked.
 * If the byte were not locked, a process that attaches could take the index of the dead owner, and
 * the lock would seem to have a living owner.
 *
 * <p>An owner keeps the lock only while it copies memory. But a process that is <em>stopped</em>
 * (SIGSTOP) while it owns the lock keeps the lock. A process that waits with a deadline then gets
 * {@code TIMED_OUT} when the deadline passes.
 *
 * <p>An instance is one participant's view of the lock and belongs to one thread.
 */
public final class RobustLock {
    private static final int WAITERS = 1 << 30;

    /**
     * The time in nanoseconds that a waiting process sleeps before it checks whether the lock's
     * owner lives.
     */
    private static final long LOOK_AFTER_NANOS = 20_000_000;

    /**
     * Limits the wait of a caller with the deadline {@code NOW}. {@code NOW} forbids waiting for
     * items or room, but allows a short wait for the lock. The wait needs a limit, because the
     * lock's owner may be stopped (SIGSTOP) or get no processor time.
     *
     * <p>The value is a number of sleeps. A sleep during which the lock keeps its owner counts as
     * {@link #COST_OF_SAME_OWNER} sleeps. Therefore the wait takes at most half a second if one
     * owner keeps the lock, and longer if many processes use the lock in turn.
     */
    private static final int SLEEPS_OF_NOW = 125;

    private static final int COST_OF_SAME_OWNER = 5;

    /** The result of an attempt to acquire the lock. */
    public enum Outcome {
        /** This participant owns the lock. */
        ACQUIRED,
        /**
         * This participant has taken the lock over from a dead owner, which may have left a
         * half-finished change of the state that the lock protects.
         */
        TAKEN_OVER,
        /** The deadline passed while another participant owned the lock. */
        TIMED_OUT,
        /**
         * The object that contains the lock was removed while this participant waited for the lock.
         */
        REMOVED;

        /** Returns whether this participant owns the lock. */
        public boolean isAcquired() {
            return this == ACQUIRED || this == TAKEN_OVER;
        }
    }

    private final Mapping shared;
    private final EventWord word;
    private final long offset;
    private final int index;
    private final Liveness liveness;
    private final Doorbell doorbell;
    private final Watcher watcher;

    /** The functions that a participant calls before and after each sleep while it waits. */
    public interface Watcher {
        /**
         * Notifies the watcher that the calling thread will now sleep, because another participant
         * owns the lock.
         *
         * @param word the word on which the thread will sleep
         */
        void sleepsAt(EventWord word);

        /**
         * Returns whether the object that contains the lock was removed. A participant calls this
         * function after each sleep.
         */
        boolean isGone();
    }

    /**
     * Creates one participant's view of the lock at a shared word.
     *
     * @param index the participant index of this participant
     * @param watcher called before and after each sleep while this participant waits for the lock
     */
    public RobustLock(
            Mapping shared,
            EventWord word,
            int index,
            Liveness liveness,
            Doorbell doorbell,
            Watcher watcher) {
        this.shared = shared;
        this.word = word;
        this.offset = word.offset();
        this.index = index;
        this.liveness = liveness;
        this.doorbell = doorbell;
        this.watcher = watcher;
    }

    /**
     * Acquires the lock if it is free, and returns whether this participant owns the lock now. A
     * lock whose owner is dead is not free; {@link #acquire} takes such a lock over.
     */
    public boolean tryAcquire() {
        // The word is read before the compare-and-set. If another process has truncated the file,
        // the first access to the word faults. HotSpot always survives the fault of a read, but may
        // crash at the fault of a compare-and-set.
        if (Words.getIntAcquire(shared, offset) == 0
                && Words.compareAndSetInt(shared, offset, 0, index + 1)) {
            SyncStep.A1.reached();
            return true;
        }
        return false;
    }

    /**
     * Acquires the lock, or returns {@code TIMED_OUT} when the deadline passes. If the owner is
     * dead, takes the lock over. If the object that contains the lock was removed during the wait,
     * returns {@code REMOVED}, because other processes would not notice a change of a removed
     * object.
     */
    public Outcome acquire(Deadline deadline) {
        return tryAcquire() ? Outcome.ACQUIRED : contend(deadline);
    }

    private Outcome contend(Deadline deadline) {
        // The bit that this process adds to the word when it acquires the lock: WAITERS if this
        // process has slept, otherwise 0. After a sleep, other processes may still be sleeping. The
        // bit makes the later release of the lock wake one of them.
        int waiters = 0;
        int pauses = SpinWait.PAUSES;
        boolean suspicious = false;
        int sleepsLeft = SLEEPS_OF_NOW;
        for (; ; ) {
            int seen = Words.getIntAcquire(shared, offset);
            if (seen == 0) {
                if (Words.compareAndSetInt(shared, offset, 0, index + 1 | waiters)) {
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
                // A takeover from a dead owner needs no wait, so it is tried even though the
                // deadline has passed.
                if (takeOver(seen | WAITERS)) {
                    return Outcome.TAKEN_OVER;
                }
                sleepsLeft -= suspicious ? COST_OF_SAME_OWNER : 1;
                if (deadline.kind() != Deadline.Kind.NOW || sleepsLeft < 0) {
                    return Outcome.TIMED_OUT;
                }
                left = LOOK_AFTER_NANOS;
            }
            watcher.sleepsAt(word);
            doorbell.await(word, seen | WAITERS, Math.min(left, LOOK_AFTER_NANOS));
            doorbell.drain(word);
            if (watcher.isGone()) {
                return Outcome.REMOVED;
            }
            waiters = WAITERS;
            suspicious = Words.getIntAcquire(shared, offset) == (seen | WAITERS);
        }
    }

    private boolean takeOver(int seen) {
        int owner = owner(seen, word, liveness.count());
        if (owner == index) {
            throw damaged(word, "is owned by the participant that waits for it");
        }
        if (!liveness.holdIfDead(owner)) {
            return false;
        }
        try {
            SyncStep.A2.reached();
            boolean won = Words.compareAndSetInt(shared, offset, seen, index + 1 | seen & WAITERS);
            if (won) {
                SyncStep.A3.reached();
            }
            return won;
        } finally {
            liveness.endHold(owner);
        }
    }

    /** Releases the lock by a sequentially consistent operation, and wakes one waiting process. */
    public void release() {
        int before = Words.getAndSetInt(shared, offset, 0);
        if ((before & WAITERS) != 0) {
            doorbell.ringOne(word);
        }
    }

    /**
     * Returns whether the lock word names this participant's index. If the word names this index,
     * and this participant has not acquired the lock, then the previous process at this index died
     * while it owned the lock.
     */
    public boolean isInherited() {
        return owner() == index;
    }

    /** Returns the participant index of the owner, or −1 if the lock is free. */
    public int owner() {
        return owner(shared, word, liveness.count());
    }

    /**
     * Returns the participant index of the owner of the lock at a word, or −1 if the lock is free.
     * A monitor, which is not a participant, uses this method.
     *
     * @param indexes the number of participant indexes
     * @throws IpcException CORRUPT if the word names an impossible index
     */
    public static int owner(Mapping shared, EventWord word, int indexes) {
        int seen = Words.getIntAcquire(shared, word.offset());
        return seen == 0 ? -1 : owner(seen, word, indexes);
    }

    private static int owner(int seen, EventWord word, int indexes) {
        int owner = (seen & ~WAITERS) - 1;
        if (owner < 0 || owner >= indexes) {
            throw damaged(word, "names an impossible owner");
        }
        return owner;
    }

    private static IpcException damaged(EventWord word, String how) {
        return new IpcException(Category.CORRUPT, "damaged: the " + word.pipe() + " lock " + how);
    }
}
