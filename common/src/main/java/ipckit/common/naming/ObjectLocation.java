package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;

/**
 * The place of an object in the file system. The object's name determines the place. The object
 * need not exist.
 *
 * @param path the directory of the object
 * @param title the text for the object in messages, for example "buffer jobs"
 */
record ObjectLocation(Path path, String title) {
    /**
     * The largest number of attempts to rename an object to this location. Usually one or two
     * attempts are enough. More attempts are needed only while other processes create and remove
     * objects at the same location.
     */
    private static final int MOST_TRIES = 100;

    /**
     * Returns the type, permissions and owner of the directory at this location, or null if the
     * location is empty.
     *
     * @throws IpcException DENIED if the location contains a symbolic link; CORRUPT if the location
     *     contains a file that is neither a directory nor a symbolic link
     */
    PathStatus status() throws IOException {
        PathStatus inode = PathStatus.of(path);
        if (inode != null && inode.isSymbolicLink()) {
            throw new IpcException(Category.DENIED, path + " is a symbolic link, not a directory");
        }
        if (inode != null && !inode.isDirectory()) {
            throw new IpcException(Category.CORRUPT, path + " is not a directory");
        }
        return inode;
    }

    private boolean isTaken() throws IOException {
        return status() != null;
    }

    /**
     * Throws an exception if this location contains an object that is not marked as removed. If the
     * object is marked as removed, completes its removal. The removal must be complete before a new
     * object is created. Otherwise a new object could make the old object look usable again: the
     * mark may be in a file outside the home (the directory of all objects), and the creation may
     * replace this file. An empty directory does not count as an object.
     *
     * @throws IpcException EXISTS if the location contains an object that is not marked as removed,
     *     or whose removal this user may not complete
     */
    void refuseIfTaken(ObjectLifecycle lifecycle) throws IOException {
        if (isTaken() && !DirectoryTree.isEmpty(path) && !finishRemoval(lifecycle)) {
            throw exists(null);
        }
    }

    /**
     * Renames a complete object to this location. If the location contains an object that is marked
     * as removed, this method first completes the removal of that object.
     *
     * @throws IpcException EXISTS if the location contains an object that is not marked as removed
     */
    void publish(Path object, ObjectLifecycle lifecycle) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(object, path, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                // Usually the rename has failed because this location contains a directory with
                // files. The loop tries the rename again if the directory is gone or empty by now.
                if (isTaken()) {
                    if (!DirectoryTree.isEmpty(path) && !finishRemoval(lifecycle)) {
                        throw exists(e);
                    }
                    refuseIfAnothers();
                }
                if (attempt == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /**
     * Deletes the files of the object at this location if the object is marked as removed. First
     * opens the object's directory, then checks the mark, and then deletes files only in the opened
     * directory. If a new object gets the name after the check, the files of the new object are in
     * another directory and are kept.
     *
     * @return true if the files were deleted or the directory no longer exists; false if the object
     *     is not marked as removed, or if this user may not open or empty the object's directory
     */
    private boolean finishRemoval(ObjectLifecycle lifecycle) throws IOException {
        try (SecureDirectoryStream<Path> held = DirectoryTree.openChild(path)) {
            if (!lifecycle.isRemoved(path)) {
                return false;
            }
            refuseIfAnothers();
            DirectoryTree.empty(held);
            return true;
        } catch (AccessDeniedException e) {
            return false;
        } catch (NoSuchFileException | NotDirectoryException e) {
            return true;
        }
    }

    /**
     * Throws an exception if the sticky bit of the parent directory forbids this user to remove the
     * object. In a directory with the sticky bit, only the owner of the object, the owner of the
     * directory and root may remove the object. The kernel would refuse the removal, too, but Java
     * reports that refusal without an error number.
     *
     * @throws IpcException DENIED if this user may not remove the object
     */
    void refuseIfAnothers() throws IOException {
        int user = CurrentProcess.uid();
        PathStatus object = PathStatus.of(path);
        PathStatus directory = PathStatus.of(path.getParent());
        if (user == 0 || object == null || object.uid() == user) {
            return;
        }
        if (directory != null && directory.isSticky() && directory.uid() != user) {
            throw new IpcException(Category.DENIED, title + " belongs to another user");
        }
    }

    private IpcException exists(IOException cause) {
        return new IpcException(Category.EXISTS, title + " exists already", cause);
    }
}
