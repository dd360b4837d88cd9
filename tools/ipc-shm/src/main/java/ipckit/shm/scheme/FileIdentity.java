package ipckit.shm.scheme;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.sync.InheritedLock;
import ipckit.common.sync.InheritedSemaphore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A path and the identity of the file that the path named at one moment. With the identity, a
 * process can check later whether the path still names the same file.
 *
 * @param key device and inode number of the file
 */
public record FileIdentity(Path path, Object key) {
    /**
     * Returns the identity of the file that a path names now.
     *
     * @throws IpcException ABSENT if the path names no file
     */
    static FileIdentity of(Path path) {
        return new FileIdentity(path, keyOf(path, Category.ABSENT));
    }

    /**
     * Checks that the path still names the file with this identity.
     *
     * @throws IpcException REMOVED if the path no longer names this file
     */
    void checkUnchanged() {
        if (!key.equals(keyOf(path, Category.REMOVED))) {
            throw new IpcException(Category.REMOVED, "it was removed");
        }
    }

    /**
     * Acquires the lock of the file. If {@code mode.slots()} is 0, the lock is an {@link
     * InheritedLock}. Otherwise the lock is an {@link InheritedSemaphore}, which at most {@code
     * mode.slots()} processes may hold at the same time.
     *
     * @return true if the lock was acquired; false if the deadline passed first
     * @throws IpcException REMOVED if the path no longer names the file with this identity when the
     *     lock is acquired
     */
    boolean lock(LockMode mode, Deadline deadline) {
        return mode.slots() == 0
                ? InheritedLock.acquire(path, mode.shared(), deadline, this::checkUnchanged)
                : InheritedSemaphore.acquire(path, mode.slots(), deadline, this::checkUnchanged);
    }

    /**
     * Returns true if the path no longer names the file with this identity. Returns false if the
     * path still names this file, or if this process cannot find out which file the path names.
     */
    boolean isGone() {
        try {
            checkUnchanged();
            return false;
        } catch (IpcException e) {
            return e.category() == Category.REMOVED;
        }
    }

    /**
     * Opens the file for reading. Returns empty if the path no longer names the file with this
     * identity.
     */
    public Optional<FileChannel> open() throws IOException {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            // Another process may have replaced the file before this process opened it. Therefore
            // the path is checked again. If it still names the file with this identity, this
            // process has opened that file.
            checkUnchanged();
            return Optional.of(channel);
        } catch (NoSuchFileException | IpcException e) {
            if (channel != null) {
                channel.close();
            }
            return Optional.empty();
        }
    }

    private static Object keyOf(Path path, Category ifAbsent) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException e) {
            throw new IpcException(ifAbsent, "it was removed", e);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look at " + path, e);
        }
    }
}
