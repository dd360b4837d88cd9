package ipckit.common.sync;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.InheritedFile;
import ipckit.common.os.ListedLock;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A counting semaphore that other programs inherit: at most a fixed number of programs have one of
 * its slots at the same time. A slot is a lock on a byte of a file. As with {@link InheritedLock},
 * a program that replaces this program (by exec) keeps the slot, and its child processes share the
 * slot. All these processes inherit a descriptor of the file. The kernel releases the slot when
 * every process that has the descriptor has closed it or has ended.
 *
 * <p>The locks are on these bytes, which need not exist in the file:
 *
 * <pre>
 *        0       locked by the process that seeks a free slot; other processes wait for this byte
 *        1 … N   the N slots
 * 2^32 + N       every process that has or wants one of N slots has a shared lock on this byte
 * </pre>
 *
 * <p>An {@link InheritedLock} of the same file covers all these bytes. So while a process has that
 * lock, no other process can have a slot, and while a process has a slot, no other process can have
 * that lock.
 */
public final class InheritedSemaphore {
    /** The greatest number of slots. */
    public static final int MOST_SLOTS = 1024;

    private static final long QUEUE = 0;
    private static final long FIRST_SLOT = 1;
    private static final long NUMBERS = 1L << Integer.SIZE;

    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 50_000_000;

    private final InheritedFile file;
    private final int slots;
    private final Deadline deadline;
    private final Runnable inPlace;

    private InheritedSemaphore(InheritedFile file, int slots, Deadline deadline, Runnable inPlace) {
        this.file = file;
        this.slots = slots;
        this.deadline = deadline;
        this.inPlace = inPlace;
    }

    /**
     * Acquires a slot, for this program and for all programs that inherit the slot. Calls {@code
     * inPlace} several times per second during a wait, and once after the slot is acquired.
     *
     * @param slots the number of slots, 1 to {@link #MOST_SLOTS}
     * @param inPlace throws an exception of the category REMOVED if the path no longer names the
     *     file that it named before this call
     * @return true when a slot is acquired; false when other processes kept all slots until the
     *     deadline
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; UNUSABLE if another process has or wants a slot, and uses another number of
     *     slots; also the exception of {@code inPlace}
     */
    public static boolean acquire(Path path, int slots, Deadline deadline, Runnable inPlace) {
        InheritedFile file = InheritedFile.open(path, true);
        boolean acquired = new InheritedSemaphore(file, slots, deadline, inPlace).acquire();
        if (acquired) {
            inPlace.run();
        }
        return acquired;
    }

    private boolean acquire() {
        if (!lock(NUMBERS + slots, true)) {
            return false;
        }
        // This first call of refuseOtherNumbers may miss a process with another number of slots.
        // The kernel reports only one of the locks on the bytes that the method tests. If another
        // process has a shared InheritedLock, which covers all bytes of the file, the kernel may
        // report that lock. The later calls are reliable: this process has then locked a byte
        // exclusively, so no other process has an InheritedLock.
        refuseOtherNumbers();
        if (deadline.kind() == Deadline.Kind.NOW) {
            boolean taken = takeSlot();
            if (taken) {
                refuseOtherNumbers();
            }
            return taken;
        }
        if (!lock(QUEUE, false)) {
            return false;
        }
        refuseOtherNumbers();
        boolean acquired = awaitSlot();
        file.unlock(QUEUE, 1);
        return acquired;
    }

    private boolean lock(long offset, boolean shared) {
        return InheritedLock.lock(file, offset, 1, shared, deadline, inPlace);
    }

    /**
     * Fails if another process uses a different number of slots. Every process first locks the byte
     * that stands for its own number of slots, and then looks for locks on the bytes of all other
     * numbers. So of two processes with different numbers, at least one fails.
     */
    private void refuseOtherNumbers() {
        long other = Math.max(number(1, slots - 1), number(slots + 1, MOST_SLOTS));
        if (other > 0) {
            throw new IpcException(
                    Category.UNUSABLE,
                    "its lock has " + CountedNoun.of(other, "slot") + " now, and not " + slots);
        }
    }

    /**
     * Returns a number of slots from {@code from} to {@code to} that another process uses; 0 or
     * less if no process uses such a number.
     */
    private long number(int from, int to) {
        return from > to ? 0 : file.lockedAt(NUMBERS + from, to - from + 1L) - NUMBERS;
    }

    /**
     * Waits until a slot is free, and locks it. Returns false if the deadline passes before that.
     * Only one process at a time calls this method. The kernel cannot wake a process when any of
     * several bytes is unlocked, so this method tries again and again.
     */
    private boolean awaitSlot() {
        long pause = FIRST_PAUSE_NANOS;
        while (!takeSlot()) {
            if (deadline.expired()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(pause, deadline.remainingNanos()));
            inPlace.run();
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
        return true;
    }

    private boolean takeSlot() {
        for (long slot = FIRST_SLOT; slot < FIRST_SLOT + slots; slot++) {
            if (file.tryLock(slot, 1, false)) {
                return true;
            }
        }
        return false;
    }

    /** Returns how the semaphore, or the {@link InheritedLock}, of a file is used now. */
    public static LockUse use(Path path) {
        List<ListedLock> locks = ListedLock.of(path);
        int holders = 0;
        int slots = 0;
        boolean shared = false;
        for (ListedLock lock : locks) {
            if (lock.first() >= NUMBERS) {
                slots = (int) (lock.first() - NUMBERS);
            } else if (lock.last() != QUEUE) {
                holders++;
                shared = !lock.exclusive();
            }
        }
        return new LockUse(holders, slots, shared);
    }
}
