package ipckit.common.process;

import ipckit.common.os.InheritedFile;

import java.nio.file.Path;

/**
 * A lock on a file. A child process shares the lock if it inherits the descriptor of the file. The
 * kernel releases the lock when all processes that have the descriptor have closed it or have
 * ended. The lock is an open-file-description lock, see {@link InheritedFile}.
 */
public final class InheritableLock implements AutoCloseable {
    private final InheritedFile file;

    private InheritableLock(InheritedFile file) {
        this.file = file;
    }

    /**
     * Opens the file of a lock, and does not acquire the lock.
     *
     * @throws ipckit.common.IpcException ABSENT if the file does not exist; DENIED if permissions
     *     forbid the access; IO for any other failure
     */
    public static InheritableLock open(Path file) {
        return new InheritableLock(InheritedFile.open(file, true));
    }

    /**
     * Returns whether a process holds the lock of a file. Does not acquire the lock, so that the
     * test never hinders another process.
     *
     * @throws ipckit.common.IpcException as {@link #open} does
     */
    public static boolean isHeld(Path file) {
        try (InheritedFile opened = InheritedFile.open(file, false)) {
            return opened.lockedAt(0, 1) >= 0;
        }
    }

    /** Acquires the lock, and returns true. Returns false if another process holds the lock. */
    public boolean tryLock() {
        return file.tryLock(0, 1, false);
    }

    /** Waits until the lock is free, and acquires it. */
    public void lock() {
        file.lock(0, 1, false);
    }

    int descriptor() {
        return file.number();
    }

    /** Returns the path that leads to the opened file even if the file was renamed or deleted. */
    public Path openFile() {
        return Path.of("/proc/self/fd", Integer.toString(file.number()));
    }

    /** Closes the descriptor of this process. Children that have inherited it keep the lock. */
    @Override
    public void close() {
        file.close();
    }
}
