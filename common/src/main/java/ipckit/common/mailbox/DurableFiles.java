package ipckit.common.mailbox;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.Words;
import ipckit.common.object.ObjectKind;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;

/**
 * The files of a durable mailbox, which are in a directory on a disk. The mailbox also has an
 * <em>object directory</em>. The object directory has the mailbox's name, and contains a symbolic
 * link to the directory on the disk.
 *
 * <p>While one process removes the mailbox, another process can create a new object directory for
 * the same files. The first process must then not delete the files. Therefore the files belong to
 * only one object directory at a time. A word in the mailbox's file contains the number of this
 * object directory (see {@link #number}). Processes change this word by compare-and-swap. A process
 * that removes an object directory deletes the files only if they do not belong to another object
 * directory.
 */
final class DurableFiles {
    private DurableFiles() {}

    /** Creates the symbolic link from an object directory to the directory on the disk. */
    static void link(Path object, Path disk) throws IOException {
        Files.createSymbolicLink(object.resolve(MailboxLayout.DISK), disk);
    }

    /**
     * Returns the directory that contains the files of a mailbox: for a durable mailbox the
     * directory on the disk to which the link points, otherwise the object directory.
     */
    static Path of(Path object) throws IOException {
        Path link = object.resolve(MailboxLayout.DISK);
        return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : object;
    }

    /**
     * Makes the files of a durable mailbox belong to an object directory: stores the number of the
     * object directory in the mailbox's file. The new number replaces the number of any earlier
     * object directory.
     *
     * @param file the mailbox's file, opened through the symbolic link in the object directory
     * @return the number of the object directory
     * @throws IpcException REMOVED if {@link #giveUp} was called before, because the mailbox is
     *     then being removed
     */
    static long takeUp(MailboxFile file, Path object) throws IOException {
        long ours = number(object);
        for (; ; ) {
            long home = Words.getAcquire(file.shared, MailboxLayout.HOME_AT);
            if (home == MailboxLayout.HOMELESS) {
                throw new IpcException(Category.REMOVED, "it is being removed");
            }
            if (Words.compareAndSet(file.shared, MailboxLayout.HOME_AT, home, ours)) {
                return ours;
            }
        }
    }

    /**
     * Marks the mailbox as being removed: stores HOMELESS in the mailbox's file. Afterwards, {@link
     * #takeUp} fails for every object directory.
     *
     * @param ours the number of the object directory that is removed
     * @return true if the mailbox is now marked as being removed, even if it was already marked
     *     before this call; false if the files belong to another object directory, and nothing is
     *     stored
     */
    static boolean giveUp(MailboxFile file, long ours) {
        return Words.compareAndSet(file.shared, MailboxLayout.HOME_AT, ours, MailboxLayout.HOMELESS)
                || Words.getAcquire(file.shared, MailboxLayout.HOME_AT) == MailboxLayout.HOMELESS;
    }

    /**
     * Returns whether a mailbox is durable and its files do not belong to the object directory
     * {@code object}. If the result is true, the files belong to another object directory or to
     * none, or are being removed.
     */
    static boolean isLost(MailboxFile file, Path object) throws IOException {
        return !file.directory.equals(object)
                && Words.getAcquire(file.shared, MailboxLayout.HOME_AT) != number(object);
    }

    /**
     * Returns a number that identifies a directory among all directories that exist at the same
     * time. The number is positive. The values 0 and HOMELESS (−1) in the mailbox's file mean that
     * the files belong to no object directory.
     */
    static long number(Path object) throws IOException {
        long inode = (Long) Files.getAttribute(object, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        long device = (Long) Files.getAttribute(object, "unix:dev", LinkOption.NOFOLLOW_LINKS);
        return Math.max(1, (inode ^ Long.rotateLeft(device, Integer.SIZE)) & Long.MAX_VALUE);
    }

    /**
     * Deletes the files of a removed mailbox. The mailbox's own file is deleted last. If other
     * files cannot be deleted, the mailbox's own file also remains, and still marks the mailbox as
     * removed. Nothing is deleted if the directory now contains another mailbox.
     */
    static void delete(MailboxFile file) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(file.directory)) {
                if (files instanceof SecureDirectoryStream<Path> opened && isOf(file, opened)) {
                    List<Path> names = new ArrayList<>();
                    opened.forEach(path -> names.add(path.getFileName()));
                    for (Path name : names) {
                        if (ChunkFiles.isChunk(name.toString())
                                || name.toString().equals(ObjectKind.LIVE)) {
                            opened.deleteFile(name);
                        }
                    }
                    opened.deleteFile(Path.of(MailboxLayout.KIND.fileName()));
                }
            }
            Files.deleteIfExists(file.directory);
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // This exception is not a failure: another process deletes the files at the same time,
            // or the directory remains because it contains files of other programs.
        } catch (IOException e) {
            // A file or the directory could not be deleted. If a file remains, the mailbox's own
            // file remains too, because it is deleted last. The mailbox's own file still marks the
            // mailbox as removed.
        }
    }

    private static boolean isOf(MailboxFile file, SecureDirectoryStream<Path> opened)
            throws IOException {
        return opened.getFileAttributeView(
                        Path.of(MailboxLayout.KIND.fileName()),
                        BasicFileAttributeView.class,
                        LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey()
                .equals(file.key());
    }
}
