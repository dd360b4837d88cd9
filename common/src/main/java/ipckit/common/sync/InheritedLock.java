package ipckit.common.sync;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.os.InheritedFile;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A lock that a program keeps which this process becomes, and that program's children after it: the
 * kernel lets go of it when the last of them has ended or has closed the descriptor, whatever ended
 * them. It excludes locks of other processes on the same bytes of the file, {@link Liveness} among
 * them.
 */
public final class InheritedLock {
    private static final long EVERYTHING = 0;

    private final InheritedFile file;

    private InheritedLock(InheritedFile file) {
        this.file = file;
    }

    /**
     * Takes the first free slot of a file for {@link Liveness}, until the last process has ended
     * that inherits it: nothing here gives it up.
     *
     * @return the slot, or −1 if all are taken
     */
    public static int takeSlot(Path file, int slots) {
        InheritedFile open = InheritedFile.open(file, true);
        for (int slot = 0; slot < slots; slot++) {
            if (open.tryLock(slot, 1, false)) {
                return slot;
            }
        }
        open.close();
        return -1;
    }

    /**
     * Locks a whole file.
     *
     * @param shared beside others that are shared
     * @return null if somebody else had it until the deadline
     * @throws IpcException ABSENT, DENIED, IO
     */
    public static InheritedLock acquire(Path path, boolean shared, Deadline deadline) {
        InheritedFile file = InheritedFile.open(path, !shared);
        InheritedLock lock = new InheritedLock(file);
        if (file.tryLock(0, EVERYTHING, shared) || lock.waitUntil(deadline, shared)) {
            return lock;
        }
        return null;
    }

    /**
     * The wait cannot be interrupted: it has a thread of its own, which a process that gives up
     * takes with it when it ends.
     */
    private boolean waitUntil(Deadline deadline, boolean shared) {
        if (deadline.kind() == Deadline.Kind.NOW) {
            return false;
        }
        CompletableFuture<Void> locked = new CompletableFuture<>();
        Thread waiting =
                new Thread(
                        () -> {
                            try {
                                file.lock(0, EVERYTHING, shared);
                                locked.complete(null);
                            } catch (IpcException e) {
                                locked.completeExceptionally(e);
                            }
                        });
        waiting.setDaemon(true);
        waiting.start();
        try {
            if (deadline.kind() == Deadline.Kind.NEVER) {
                locked.get();
            } else {
                locked.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IpcException failure
                    ? failure
                    : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The descriptor, in this program and in the one that it becomes. */
    public int descriptor() {
        return file.number();
    }
}
