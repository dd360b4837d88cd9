package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.os.InheritedFile;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file lock that other programs inherit. A program that replaces this program (by exec) keeps the
 * lock, and the child processes of that program share the lock. The kernel releases the lock when
 * the last process that has it ends or closes the descriptor. The lock excludes the locks of other
 * processes on the same bytes of the file, including the locks of {@link Liveness}.
 */
public final class InheritedLock {
    private static final long TO_END_OF_FILE = 0;

    private final InheritedFile file;

    private InheritedLock(InheritedFile file) {
        this.file = file;
    }

    /**
     * Finds the first byte of a liveness file that no process has locked, and locks this byte. The
     * byte stays locked until the last process that inherits the lock has ended. This process
     * cannot release the lock.
     *
     * @param count the number of bytes in the file
     * @return the offset of the locked byte, which is the participant index; −1 when all bytes are
     *     locked
     */
    public static int takeByte(Path file, int count) {
        InheritedFile open = InheritedFile.open(file, true);
        for (int index = 0; index < count; index++) {
            if (open.tryLock(index, 1, false)) {
                return index;
            }
        }
        open.close();
        return -1;
    }

    /**
     * Locks all bytes of a file, for this program and for all programs that inherit the lock.
     *
     * @param shared true to allow other processes to hold shared locks at the same time; false to
     *     exclude all locks of other processes
     * @return the lock; null when another process kept the file locked until the deadline
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; IO if the kernel refuses the lock
     */
    public static InheritedLock acquire(Path path, boolean shared, Deadline deadline) {
        InheritedFile file = InheritedFile.open(path, !shared);
        InheritedLock lock = new InheritedLock(file);
        boolean locked =
                file.tryLock(0, TO_END_OF_FILE, shared) || lock.waitUntil(deadline, shared);
        return locked ? lock : null;
    }

    /**
     * Waits until the lock is acquired. The system call that waits for a lock has no time limit.
     * Therefore another thread makes this call. That thread cannot be stopped: after the deadline
     * it still waits until it gets the lock or this process ends.
     *
     * @return true when the lock was acquired; false when the deadline passed or this thread was
     *     interrupted before that
     */
    private boolean waitUntil(Deadline deadline, boolean shared) {
        if (deadline.kind() == Deadline.Kind.NOW) {
            return false;
        }
        FutureTask<Void> locking =
                new FutureTask<>(() -> file.lock(0, TO_END_OF_FILE, shared), null);
        Thread.ofPlatform().daemon().start(locking);
        try {
            locking.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw (IpcException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Returns the number of the lock's descriptor. The number stays the same in a program that
     * replaces this program (by exec).
     */
    public int descriptor() {
        return file.number();
    }
}
