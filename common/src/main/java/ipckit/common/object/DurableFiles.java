package ipckit.common.object;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Words;

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
 * The files of a durable object, which are in a directory on a disk. The object also has an
 * <em>object directory</em>. The object directory has the object's name, and contains a symbolic
 * link to the directory on the disk. A restart of the machine deletes the object directory if it is
 * in memory, and another object directory can then be created for the same files.
 *
 * <p>While one process removes the object, another process can create a new object directory for
 * the same files. The first process must then not delete the files. Therefore the files belong to
 * only one object directory at a time. A word in the mapped file contains the number of this object
 * directory (see {@link #number}). Processes change this word by compare-and-swap. A process that
 * removes an object directory deletes the files only if they do not belong to another object
 * directory.
 *
 * <p>{@link DurableStep} lists the steps of the creation and removal, and what a death after each
 * step leaves.
 */
public final class DurableFiles {
    /** The name of the symbolic link in the object directory. */
    private static final String LINK = "disk";

    /** The number in the mapped file while the object is being removed. */
    private static final long HOMELESS = -1;

    private DurableFiles() {}

    /**
     * Opens the files of an object of one kind.
     *
     * @param <F> the files of an object of this kind
     */
    @FunctionalInterface
    public interface Opener<F extends ObjectFile> {
        /**
         * Opens the files of an object.
         *
         * @param object a directory that contains the files, or the object directory of a durable
         *     object
         * @throws IpcException ABSENT, DENIED or CORRUPT if the object cannot be opened
         */
        F open(Path object, boolean writable);
    }

    /**
     * Creates the symbolic link from an object directory to the directory on the disk, which need
     * not exist yet.
     */
    static void link(Path object, Path disk) throws IOException {
        Files.createSymbolicLink(object.resolve(LINK), disk);
    }

    /**
     * Returns the directory that contains the files of an object: for a durable object the
     * directory on the disk to which the link points, otherwise the object directory.
     *
     * @throws IpcException ABSENT if the link disappears meanwhile
     */
    public static Path of(Path object) {
        Path link = object.resolve(LINK);
        try {
            return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) : object;
        } catch (IOException e) {
            throw new IpcException(
                    Category.ABSENT, object + " does not exist: " + e.getMessage(), e);
        }
    }

    /**
     * Makes the files of a durable object belong to an object directory: stores the number of the
     * object directory in the mapped file. The new number replaces the number of any earlier object
     * directory.
     *
     * @throws IpcException REMOVED if the files are being deleted, because the object was removed
     */
    static void takeUp(ObjectFile file, Path object) throws IOException {
        long ours = number(object);
        long at = file.kind.homeAt();
        long home;
        do {
            home = Words.getAcquire(file.shared, at);
            if (home == HOMELESS) {
                throw new IpcException(Category.REMOVED, "it is being removed");
            }
        } while (!Words.compareAndSet(file.shared, at, home, ours));
    }

    /**
     * Writes the mapped file, and the names of the files, to the disk. Returns when the disk has
     * them.
     */
    static void force(ObjectFile file) throws IOException {
        MappedFile.force(file.directory.resolve(file.kind.fileName()));
        MappedFile.force(file.directory);
        MappedFile.force(file.directory.getParent());
    }

    /**
     * Prepares the removal of an object that still has its name. Makes the files of a durable
     * object belong to its object directory again, if they belong to another one: a process that
     * restored the object at the same time may have taken the files up without giving its object
     * directory the name, for example because it was killed. Does nothing if the object cannot be
     * opened or is being removed.
     */
    public static void claim(Opener<?> opener, Path object) {
        try {
            ObjectFile file = opener.open(object, true);
            if (!file.directory.equals(object)) {
                takeUp(file, object);
            }
        } catch (IpcException | IOException e) {
            // The removal reports any failure that matters.
        }
    }

    /**
     * Marks an object as removed and wakes all waiting participants. If the object is durable, also
     * deletes its files from the disk. Does nothing if these files now belong to another object
     * directory, or if the object is absent or damaged.
     */
    public static void retire(Opener<?> opener, Path object) {
        try {
            ObjectFile file = opener.open(object, true);
            if (file.directory.equals(object)) {
                file.markRemoved();
            } else if (giveUp(file, number(object))) {
                file.markRemoved();
                DurableStep.F4.reached();
                delete(file);
            }
        } catch (IpcException e) {
            if (e.category() == Category.ABSENT) {
                deleteEmptyDirectory(object);
            } else if (e.category() != Category.CORRUPT) {
                throw e;
            }
        } catch (IOException e) {
            // Another process has deleted the object directory and is removing the object.
        }
    }

    /**
     * Returns whether the object in an object directory no longer exists. This is true if the
     * object is marked as removed, or if its mapped file is missing.
     */
    public static boolean isRemoved(Opener<?> opener, Path object) {
        try {
            ObjectFile file = opener.open(object, false);
            return file.isRemoved() || isGivenUp(file);
        } catch (IpcException e) {
            return e.category() == Category.ABSENT;
        }
    }

    /**
     * Returns whether a process has begun to remove the object. The process may have died before it
     * marked the object as removed.
     */
    static boolean isGivenUp(ObjectFile file) {
        return Words.getAcquire(file.shared, file.kind.homeAt()) == HOMELESS;
    }

    /**
     * Marks the files as being deleted: stores HOMELESS in the mapped file. Afterwards, {@link
     * #takeUp} fails for every object directory.
     *
     * @param ours the number of the object directory that is removed
     * @return true if the files are now marked as being deleted, even if they were already marked
     *     before this call; false if the files belong to another object directory, and nothing is
     *     stored
     */
    private static boolean giveUp(ObjectFile file, long ours) {
        return Words.compareAndSet(file.shared, file.kind.homeAt(), ours, HOMELESS)
                || isGivenUp(file);
    }

    /**
     * Returns a number that identifies a directory among all directories that exist at the same
     * time. The number is positive. The values 0 and HOMELESS (−1) in the mapped file mean that the
     * files belong to no object directory.
     */
    private static long number(Path object) throws IOException {
        long inode = (Long) Files.getAttribute(object, "unix:ino", LinkOption.NOFOLLOW_LINKS);
        long device = (Long) Files.getAttribute(object, "unix:dev", LinkOption.NOFOLLOW_LINKS);
        return Math.max(1, (inode ^ Long.rotateLeft(device, Integer.SIZE)) & Long.MAX_VALUE);
    }

    /**
     * Deletes the files of a removed object. The mapped file is deleted last. If other files cannot
     * be deleted, the mapped file also remains, and still marks the object as removed. Nothing is
     * deleted if the directory now contains another object.
     */
    static void delete(ObjectFile file) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(file.directory)) {
                if (files instanceof SecureDirectoryStream<Path> opened && isOf(file, opened)) {
                    List<Path> names = new ArrayList<>();
                    opened.forEach(path -> names.add(path.getFileName()));
                    for (Path name : names) {
                        if (file.isPart(name.toString())) {
                            opened.deleteFile(name);
                        }
                    }
                    opened.deleteFile(Path.of(file.kind.fileName()));
                    DurableStep.F5.reached();
                }
            }
            Files.deleteIfExists(file.directory);
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            // This exception is not a failure: another process deletes the files at the same time,
            // or the directory remains because it contains files of other programs.
        } catch (IOException e) {
            // A file or the directory could not be deleted. If a file remains, the mapped file
            // remains too, because it is deleted last. The mapped file still marks the object as
            // removed.
        }
    }

    private static boolean isOf(ObjectFile file, SecureDirectoryStream<Path> opened)
            throws IOException {
        return opened.getFileAttributeView(
                        Path.of(file.kind.fileName()),
                        BasicFileAttributeView.class,
                        LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .fileKey()
                .equals(file.key());
    }

    /**
     * Deletes the directory on the disk if it is empty. A removal leaves an empty directory if its
     * process dies after it has deleted the files.
     */
    private static void deleteEmptyDirectory(Path object) {
        Path disk = of(object);
        if (!disk.equals(object)) {
            try {
                Files.deleteIfExists(disk);
            } catch (IOException e) {
                // The directory is not empty, so it contains files of other programs.
            }
        }
    }
}
