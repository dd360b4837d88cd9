package ipckit.common.sync;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * Who lives, by the kernel's word: each participant of an object holds a lock on its own byte of
 * the object's {@code live} file, and the kernel lets go of it when the process ends, whatever
 * ended it.
 *
 * <p>These are POSIX record locks: they belong to the process, and <em>all</em> of them vanish when
 * it closes <em>any</em> descriptor of the file. So this class alone opens such files, once per
 * file (device and inode) and process, and counts its users. About others one asks with shared
 * tries, so that two who ask do not take each other for life; about one's own slots the kernel
 * cannot be asked, and memory answers. Safe for several threads.
 */
public final class Liveness implements AutoCloseable {
    private static final Map<Object, Liveness> OPEN = new HashMap<>();

    private final Object key;
    private final FileChannel channel;
    private final int slots;
    private final boolean writable;
    private final Map<Integer, FileLock> own = new HashMap<>();
    private final Map<Integer, Hold> holds = new HashMap<>();
    private int users;

    /** A dead one's byte that threads of this process keep from being taken. */
    private static final class Hold {
        final FileLock lock;
        int users = 1;

        Hold(FileLock lock) {
            this.lock = lock;
        }
    }

    private Liveness(Object key, FileChannel channel, int slots, boolean writable) {
        this.key = key;
        this.channel = channel;
        this.slots = slots;
        this.writable = writable;
    }

    /**
     * Opens the file, or finds it open.
     *
     * @param slots how many bytes may be asked about
     * @param writable needed to take a byte of one's own
     */
    public static Liveness open(Path file, int slots, boolean writable) {
        synchronized (OPEN) {
            try {
                Object key = keyOf(file);
                Liveness found = OPEN.get(key);
                if (found != null && (found.writable || !writable)) {
                    found.users++;
                    return found;
                }
                if (found != null) {
                    throw new IpcException(
                            Category.FAILED, file + " is already open for reading only");
                }
                FileChannel channel =
                        writable
                                ? FileChannel.open(
                                        file,
                                        StandardOpenOption.READ,
                                        StandardOpenOption.WRITE,
                                        LinkOption.NOFOLLOW_LINKS)
                                : FileChannel.open(
                                        file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                Liveness opened = new Liveness(key, channel, slots, writable);
                opened.users = 1;
                OPEN.put(key, opened);
                return opened;
            } catch (java.nio.file.NoSuchFileException e) {
                throw new IpcException(Category.ABSENT, file + " does not exist", e);
            } catch (java.nio.file.AccessDeniedException e) {
                throw new IpcException(Category.DENIED, file + ": permission denied", e);
            } catch (IOException e) {
                throw failure(e);
            }
        }
    }

    private static Object keyOf(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new IpcException(Category.CORRUPT, file + " is not a regular file");
        }
        return attributes.fileKey();
    }

    /** How many slots there are. */
    public int slots() {
        return slots;
    }

    /** Takes a slot's byte for this process; false when somebody lives there. */
    public synchronized boolean take(int slot) {
        if (own.containsKey(slot) || holds.containsKey(slot)) {
            return false;
        }
        FileLock lock = tryLock(slot, false);
        if (lock == null) {
            return false;
        }
        own.put(slot, lock);
        return true;
    }

    /** Gives up a byte that this process took. */
    public synchronized void leave(int slot) {
        release(own.remove(slot));
    }

    /** Whether somebody lives in the slot, as far as the kernel knows at this moment. */
    public boolean isAlive(int slot) {
        if (holdIfDead(slot)) {
            endHold(slot);
            return false;
        }
        return true;
    }

    /**
     * If nobody lives in the slot, keeps it so until {@link #endHold}: no newcomer can move in.
     *
     * @return whether it is dead and held
     */
    public synchronized boolean holdIfDead(int slot) {
        if (own.containsKey(slot)) {
            return false;
        }
        Hold held = holds.get(slot);
        if (held != null) {
            held.users++;
            return true;
        }
        FileLock lock = tryLock(slot, true);
        if (lock == null) {
            return false;
        }
        holds.put(slot, new Hold(lock));
        return true;
    }

    /** Ends a hold that {@link #holdIfDead} gave. */
    public synchronized void endHold(int slot) {
        Hold held = holds.get(slot);
        if (--held.users == 0) {
            holds.remove(slot);
            release(held.lock);
        }
    }

    private FileLock tryLock(int slot, boolean shared) {
        try {
            return channel.tryLock(slot, 1, shared);
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process is about it
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

    /** The last user closes the file, and with it lets go of whatever is still held. */
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
