package ipckit.common.sync;

import ipckit.common.os.ListedLock;

import java.nio.file.Path;
import java.util.List;

/**
 * Tells which participants of an object live, without opening the liveness file. Each participant
 * holds an exclusive lock on its byte of this file, and the kernel lists the locks of all
 * processes. The list does not contain the participants in another container, which therefore seem
 * dead.
 *
 * <p>An instance belongs to one thread.
 */
public final class ListedLiveness implements LivenessView {
    /**
     * The time in nanoseconds for which a list of locks is reused. A snapshot of an object tests
     * many participants, and reading the list for each of them would be slow.
     */
    private static final long VALID_NANOS = 10_000_000;

    private final Path file;
    private List<ListedLock> locks = List.of();
    private long read;

    /**
     * @param file the liveness file of the object
     */
    public ListedLiveness(Path file) {
        this.file = file;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The list of locks from an earlier call is reused for a short time. If this list shows no
     * lock of the participant, reads the list again, because the participant may have attached
     * meanwhile.
     */
    @Override
    public boolean isAlive(int index) {
        if (System.nanoTime() - read < VALID_NANOS && isLocked(index)) {
            return true;
        }
        locks = ListedLock.of(file);
        read = System.nanoTime();
        return isLocked(index);
    }

    private boolean isLocked(int index) {
        for (ListedLock lock : locks) {
            if (lock.exclusive() && lock.covers(index)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {}
}
