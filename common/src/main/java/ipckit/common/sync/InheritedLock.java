package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.os.BlockingCall;
import ipckit.common.os.InheritedFile;

import java.nio.file.Path;

/**
 * A file lock that other programs inherit. A program that replaces this program (by exec) keeps the
 * lock, and the child processes of that program share the lock. The lock belongs to a descriptor of
 * the file, which all these processes inherit. The kernel releases the lock when every process that
 * has the descriptor has closed it or has ended. The lock excludes the locks of other processes on
 * the same bytes of the file, including the locks of {@link Liveness}.
 */
public final class InheritedLock {
    private static final long TO_END_OF_FILE = 0;

    /** The longest time in nanoseconds between two checks whether the path still names the file. */
    private static final long LOOK_NANOS = 100_000_000;

    private InheritedLock() {}

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
     * Locks all bytes of a file, for this program and for all programs that inherit the lock. While
     * this method waits, the file may be deleted or replaced. A lock on the file then excludes no
     * process that opens the path later. Therefore this method checks that the path still names the
     * file, several times per second while it waits, and once after it has acquired the lock.
     *
     * @param shared true to allow other processes to hold shared locks at the same time; false to
     *     exclude all locks of other processes
     * @param inPlace checks that the path still names the file that it named before this call;
     *     throws an exception of the category REMOVED otherwise
     * @return true when the lock is acquired; false when another process kept the file locked until
     *     the deadline
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; IO if the kernel refuses the lock; also the exception of {@code inPlace}
     */
    public static boolean acquire(Path path, boolean shared, Deadline deadline, Runnable inPlace) {
        InheritedFile file = InheritedFile.open(path, !shared);
        boolean locked = lock(file, 0, TO_END_OF_FILE, shared, deadline, inPlace);
        if (locked) {
            inPlace.run();
        }
        return locked;
    }

    /**
     * Locks a range of bytes. Waits while another process has a lock that excludes the new lock.
     * The system call that waits for a lock has no time limit. Therefore a {@link BlockingCall}
     * makes the system call in another thread, and this method waits for that thread until the
     * deadline. If the deadline passes, the other thread continues to wait until it gets the lock
     * or this process ends.
     *
     * @return true when the range is locked; false when the deadline passed before that
     */
    static boolean lock(
            InheritedFile file,
            long from,
            long length,
            boolean shared,
            Deadline deadline,
            Runnable inPlace) {
        if (file.tryLock(from, length, shared)) {
            return true;
        }
        if (deadline.kind() == Deadline.Kind.NOW) {
            return false;
        }
        BlockingCall locking = BlockingCall.start(() -> file.lock(from, length, shared));
        while (!locking.await(Math.min(LOOK_NANOS, deadline.remainingNanos()))) {
            inPlace.run();
            if (deadline.expired()) {
                return false;
            }
        }
        return true;
    }
}
