package ipckit.common.object;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Words;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The files of a durable object, which are in a directory on a disk. The object also has an
 * <em>object directory</em>. The object directory has the object's name, and contains a symbolic
 * link to the directory on the disk. The object directories of all objects are in one directory,
 * the home. By default, the home is in memory, so a restart of the machine deletes the object
 * directory. Another object directory can then be created for the same files.
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

    /**
     * The value that is stored in the mapped file while the object is being removed. This value
     * replaces the number that identifies the object directory (see {@link #number}).
     */
    private static final long HOMELESS = -1;

    private static final String MODE = "unix:mode";
    private static final int PERMISSIONS = 0777;

    /** The permissions of the owner to read and write a file. */
    private static final int OWNER = 0600;

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
     * Creates the symbolic link from an object directory to the directory that contains the
     * object's files.
     *
     * @param object the object directory
     * @param disk the directory with the files, which need not exist yet
     */
    static void link(Path object, Path disk) throws IOException {
        Files.createSymbolicLink(object.resolve(LINK), disk);
    }

    /**
     * Returns the directory that contains the files of an object. For a durable object, this is the
     * directory on the disk to which the symbolic link in the object directory points. For any
     * other object, it is the object directory itself.
     *
     * <p>In a shared home, another user may create an object directory whose link leads to files of
     * this user. Therefore the object directory, the link and the directory on the disk must have
     * the same owner.
     *
     * @param object the object directory, that is, the object's directory in the home (the
     *     directory of all objects)
     * @throws IpcException ABSENT if the link or the directory on the disk does not exist; DENIED
     *     if the owners differ, or if permissions forbid the access
     */
    public static Path of(Path object) {
        try {
            return linkedFrom(object);
        } catch (AccessDeniedException e) {
            throw new IpcException(Category.DENIED, e.getMessage() + ": permission denied", e);
        } catch (IOException e) {
            throw new IpcException(
                    Category.ABSENT, object + " does not exist: " + e.getMessage(), e);
        }
    }

    private static Path linkedFrom(Path object) throws IOException {
        Path link = object.resolve(LINK);
        if (!Files.isSymbolicLink(link)) {
            return object;
        }
        Path disk = object.resolve(Files.readSymbolicLink(link));
        Object owner = owner(object, LinkOption.NOFOLLOW_LINKS);
        // The path in the variable disk may itself be a symbolic link to a directory of another
        // owner. Therefore the owner is checked twice: first the owner of the path without
        // following a link, then the owner of the directory to which the path leads.
        if (!owner.equals(owner(link, LinkOption.NOFOLLOW_LINKS))
                || !owner.equals(owner(disk, LinkOption.NOFOLLOW_LINKS))
                || !owner.equals(owner(disk))) {
            throw new IpcException(
                    Category.DENIED, disk + " and " + object + " have different owners");
        }
        return disk;
    }

    private static Object owner(Path path, LinkOption... options) throws IOException {
        return Files.getAttribute(path, "unix:uid", options);
    }

    /**
     * Makes the files of a durable object belong to an object directory: stores the number that
     * identifies the object directory (see {@link #number}) in the mapped file. The new number
     * replaces the number of any earlier object directory.
     *
     * @param object the object directory in the home (the directory of all objects), which contains
     *     a link to the directory with the files
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
     * Writes the mapped file to the disk, and also the entries of its directory and of the parent
     * directory. Returns after the disk has stored all of them.
     */
    static void force(ObjectFile file) throws IOException {
        MappedFile.force(file.directory.resolve(file.kind.fileName()));
        MappedFile.force(file.directory);
        MappedFile.force(file.directory.getParent());
    }

    /**
     * Makes the files of a durable object belong to the object directory {@code object}. A process
     * calls this method just before it removes the object. Does nothing if the object cannot be
     * opened or is being removed.
     *
     * <p>The files may belong to a directory that never got the object's name. A process that
     * restores the object first makes the files belong to a new object directory, and then gives
     * that directory the name. The process may die between these two steps. Without this method,
     * the removal of {@code object} would then not delete the files.
     */
    public static void claim(Opener<?> opener, Path object) {
        try {
            ObjectFile file = opener.open(object, true);
            if (!file.directory.equals(object)) {
                takeUp(file, object);
            }
        } catch (IpcException | IOException e) {
            // A failure is ignored here. The caller then tries to remove the object, and throws an
            // exception if the removal fails.
        }
    }

    /**
     * Marks an object as removed and wakes all waiting participants. If the object is durable, also
     * deletes its files from the disk, even if the object is damaged. Does nothing if the files of
     * a durable object now belong to another object directory.
     *
     * @param object the object directory, that is, the object's directory in the home (the
     *     directory of all objects)
     * @throws IpcException DENIED or IO if the files cannot be deleted
     */
    public static void retire(ObjectKind kind, Opener<?> opener, Path object) {
        try {
            retireUndamaged(kind, opener, object);
        } catch (IpcException e) {
            if (e.category() != Category.ABSENT && e.category() != Category.CORRUPT) {
                throw e;
            }
            try {
                discard(kind, opener, object);
            } catch (IOException gone) {
                // Another process has deleted the object directory and is removing the object.
            }
        }
    }

    private static void retireUndamaged(ObjectKind kind, Opener<?> opener, Path object) {
        try {
            ObjectFile file = openToRetire(kind, opener, object);
            if (file.directory.equals(object)) {
                file.markRemoved();
            } else if (giveUp(file, number(object))) {
                file.markRemoved();
                DurableStep.F4.reached();
                delete(file);
            }
        } catch (IOException e) {
            // Another process has deleted the object directory and is removing the object.
        }
    }

    /**
     * Opens an object that is being removed. If the permissions of the object forbid its owner to
     * write, for example 0400, this method gives the owner the missing permissions. The owner may
     * remove the object without these permissions, just as a user may delete a file without the
     * permission to write it.
     */
    private static ObjectFile openToRetire(ObjectKind kind, Opener<?> opener, Path object)
            throws IOException {
        try {
            return opener.open(object, true);
        } catch (IpcException e) {
            if (e.category() != Category.DENIED) {
                throw e;
            }
            letOwnerWrite(kind, linkedFrom(object));
            return opener.open(object, true);
        }
    }

    /** Gives the owner the permissions to read and write each file of an object. */
    private static void letOwnerWrite(ObjectKind kind, Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (kind.isPart(file.getFileName().toString())
                        && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    int mode = (Integer) Files.getAttribute(file, MODE);
                    Files.setAttribute(file, MODE, mode & PERMISSIONS | OWNER);
                }
            }
        } catch (FileSystemException e) {
            // Another user owns the files. The caller reports that it cannot open them.
        }
    }

    /**
     * Returns whether the object in an object directory no longer exists. This is true if the
     * object is marked as removed, if a process has begun to remove it, or if its mapped file is
     * missing.
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
     * Marks the files of a durable object as being deleted: stores {@link #HOMELESS} in the mapped
     * file, in place of the number that identifies the object directory (see {@link #number}).
     * Afterwards, {@link #takeUp} fails, so that the files cannot belong to an object directory
     * again.
     *
     * @param ours the number of the object directory that is being removed
     * @return true if the files are now marked as being deleted, even if they were already marked
     *     before this call; false if the files belong to another object directory, in which case
     *     this method stores nothing
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
     * Deletes the files of a removed object. Nothing is deleted if the directory now contains
     * another object.
     *
     * @throws IpcException DENIED or IO if a file cannot be deleted
     */
    static void delete(ObjectFile file) {
        empty(file.kind, file.directory, opened -> isOf(file, opened));
    }

    /**
     * Deletes the files of a durable object that cannot be opened, because it is damaged or its
     * mapped file is missing. Does nothing if another object directory has a link to these files,
     * or if another directory replaces the directory on the disk during this call.
     *
     * @param object the object directory in the home (the directory of all objects), which contains
     *     a link to the directory with the files
     * @throws IpcException DENIED if the files have another owner than the object directory; DENIED
     *     or IO if a file cannot be deleted
     */
    private static void discard(ObjectKind kind, Opener<?> opener, Path object) throws IOException {
        Path disk = linkedFrom(object);
        if (disk.equals(object) || isLinkedElsewhere(object, disk)) {
            return;
        }
        Map<String, Object> checked = Files.readAttributes(disk, "unix:uid,fileKey");
        if (!owner(object, LinkOption.NOFOLLOW_LINKS).equals(checked.get("uid"))) {
            return;
        }
        // Since the checks above, another process may have replaced the directory, or may have
        // created a new object in it. In both cases, the files are kept. Therefore the condition
        // below checks that the opened directory is still the checked directory, and that no object
        // can be opened there.
        empty(
                kind,
                disk,
                opened ->
                        checked.get("fileKey").equals(keyOf(opened)) && !canBeOpened(opener, disk));
    }

    private static Object keyOf(SecureDirectoryStream<Path> opened) throws IOException {
        return opened.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey();
    }

    private static boolean canBeOpened(Opener<?> opener, Path disk) {
        try {
            opener.open(disk, false);
            return true;
        } catch (IpcException e) {
            return false;
        }
    }

    private static boolean isLinkedElsewhere(Path object, Path disk) throws IOException {
        try (DirectoryStream<Path> home = Files.newDirectoryStream(object.getParent())) {
            for (Path other : home) {
                if (!other.equals(object) && isLinked(other, disk)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isLinked(Path object, Path disk) {
        try {
            return of(object).equals(disk);
        } catch (IpcException e) {
            // The link in the object directory is unusable: it leads to no accessible directory, or
            // the owners of the link and of that directory differ. An unusable link does not count.
            return false;
        }
    }

    /**
     * Decides whether {@link DurableFiles#empty} deletes the files in a directory that it has
     * opened.
     */
    @FunctionalInterface
    private interface Condition {
        boolean holds(SecureDirectoryStream<Path> opened) throws IOException;
    }

    /**
     * Deletes the files of an object from a directory on the disk if a condition is true. Then
     * deletes the directory if it is empty. The mapped file, which contains the mark of a removed
     * object, is deleted last. So the mark remains if another file cannot be deleted.
     *
     * @param condition tests the opened directory; if the result is false, no file is deleted
     * @throws IpcException DENIED or IO if a file cannot be deleted
     */
    private static void empty(ObjectKind kind, Path directory, Condition condition) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                if (files instanceof SecureDirectoryStream<Path> opened
                        && condition.holds(opened)) {
                    List<Path> names = new ArrayList<>();
                    opened.forEach(path -> names.add(path.getFileName()));
                    Path mapped = Path.of(kind.fileName());
                    boolean last = names.remove(mapped);
                    for (Path name : names) {
                        if (kind.isPart(name.toString())) {
                            opened.deleteFile(name);
                        }
                    }
                    if (last) {
                        opened.deleteFile(mapped);
                    }
                    DurableStep.F5.reached();
                }
            }
            Files.deleteIfExists(directory);
        } catch (NoSuchFileException | DirectoryNotEmptyException | NotDirectoryException e) {
            // These exceptions are not failures. Either another process deletes the files at the
            // same time, or the directory remains because it still contains files, for example of a
            // new object.
        } catch (AccessDeniedException e) {
            throw remain(Category.DENIED, directory, "permission denied", e);
        } catch (IOException e) {
            throw remain(Category.IO, directory, e.getMessage(), e);
        }
    }

    private static IpcException remain(
            Category category, Path directory, String reason, IOException e) {
        return new IpcException(category, "the files in " + directory + " remain: " + reason, e);
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
}
