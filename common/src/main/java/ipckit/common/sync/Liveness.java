package ipckit.common.sync;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which participants of an object live. Each participant holds a lock on its own byte of the
 * object's liveness file. The kernel releases the lock when the participant's process ends, even if
 * the process is killed.
 *
 * <p>The locks are POSIX record locks, which belong to the process. When a process closes
 * <em>any</em> descriptor of a file, it loses <em>all</em> its locks on the file. So this class
 * opens each liveness file (device and inode) once, and counts the users of the file in this
 * process. The only other class that opens liveness files is {@link InheritedLock}, which keeps a
 * file open after it has locked a byte.
 *
 * <p>To test whether another participant lives, a process briefly takes a shared lock on that
 * participant's byte. The kernel refuses the shared lock while a living participant holds its
 * exclusive lock. Shared locks do not exclude each other, so a process never mistakes the test of
 * another process for a living participant.
 *
 * <p>The kernel does not tell a process which locks the process itself holds. So this class records
 * these locks in a table in memory. Several threads may use an instance at the same time.
 */
public final class Liveness implements LivenessView {
    private static final Map<Object, Liveness> OPEN = new HashMap<>();

    private final Object key;
    private final FileChannel channel;
    private final int count;
    private final Map<Integer, FileLock> own = new HashMap<>();
    private final Map<Integer, Hold> holds = new HashMap<>();
    private int users;

    /**
     * The lock that {@link #holdIfDead} has put on the byte of a dead participant. The threads of
     * this process share the lock, and the last of them releases it.
     */
    private static final class Hold {
        final FileLock lock;
        int users = 1;

        Hold(FileLock lock) {
            this.lock = lock;
        }
    }

    private Liveness(Object key, FileChannel channel, int count) {
        this.key = key;
        this.channel = channel;
        this.count = count;
    }

    /**
     * Opens a liveness file. If this process has already opened the file, returns the existing
     * instance.
     *
     * @param count the number of participant indexes
     * @throws IpcException ABSENT if the file does not exist; DENIED if permissions forbid the
     *     access; CORRUPT if the path is not a regular file
     */
    public static Liveness open(Path file, int count) {
        synchronized (OPEN) {
            try {
                Object key = keyOf(file);
                Liveness liveness = OPEN.get(key);
                if (liveness == null) {
                    FileChannel channel = FileChannel.open(file, READ, WRITE, NOFOLLOW_LINKS);
                    liveness = new Liveness(key, channel, count);
                    OPEN.put(key, liveness);
                }
                liveness.users++;
                return liveness;
            } catch (NoSuchFileException e) {
                throw new IpcException(Category.ABSENT, file + " does not exist", e);
            } catch (AccessDeniedException e) {
                throw new IpcException(Category.DENIED, file + ": permission denied", e);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private static Object keyOf(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IpcException(Category.CORRUPT, file + " is not a regular file");
        }
        return attributes.fileKey();
    }

    /** Returns the number of participant indexes. */
    public int count() {
        return count;
    }

    /**
     * Locks the byte of an index for this process, unless the byte is already locked.
     *
     * @return true if this call has locked the byte; false if a living process (possibly this
     *     process) has the index, or if a process is testing at this moment whether the index is in
     *     use
     */
    public synchronized boolean take(int index) {
        if (own.containsKey(index) || holds.containsKey(index)) {
            return false;
        }
        FileLock lock = tryLock(index, false);
        if (lock != null) {
            own.put(index, lock);
        }
        return lock != null;
    }

    /** Releases the lock that {@link #take} has put on the byte of an index. */
    public synchronized void leave(int index) {
        release(own.remove(index));
    }

    @Override
    public boolean isAlive(int index) {
        if (holdIfDead(index)) {
            endHold(index);
            return false;
        }
        return true;
    }

    /**
     * Locks the byte of an index if no living process has the index. The byte stays locked until
     * {@link #endHold}, so that no process that attaches can take the index.
     *
     * @return true if no living process has the index, and the byte is now locked; false if a
     *     living process has the index, and this call has locked nothing
     */
    public synchronized boolean holdIfDead(int index) {
        if (own.containsKey(index)) {
            return false;
        }
        Hold held = holds.get(index);
        if (held != null) {
            held.users++;
            return true;
        }
        FileLock lock = tryLock(index, true);
        if (lock != null) {
            holds.put(index, new Hold(lock));
        }
        return lock != null;
    }

    /**
     * Ends one use of the lock that {@link #holdIfDead} has put on a byte. When the last user in
     * this process ends its use, the byte is unlocked.
     */
    public synchronized void endHold(int index) {
        Hold held = holds.get(index);
        if (--held.users == 0) {
            holds.remove(index);
            release(held.lock);
        }
    }

    private FileLock tryLock(int index, boolean shared) {
        try {
            return channel.tryLock(index, 1, shared);
        } catch (OverlappingFileLockException e) {
            // This process already has a lock on the byte.
            return null;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static void release(FileLock lock) {
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static IpcException failure(IOException e) {
        return new IpcException(Category.IO, "cannot lock: " + e.getMessage(), e);
    }

    /**
     * Ends one use of this instance. All users of the file in this process share this instance.
     * When the last user ends its use, the file is closed, which releases all locks of this process
     * on the file.
     */
    @Override
    public void close() {
        synchronized (OPEN) {
            if (--users > 0) {
                return;
            }
            OPEN.remove(key);
            try {
                channel.close();
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }
}
