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
import java.util.function.Predicate;

/**
 * Where the object of a certain name is, or would be.
 *
 * @param path the object's directory
 * @param title what messages call the object, for example "buffer jobs"
 */
record ObjectLocation(Path path, String title) {
    /** How often to look again when the place changes between looking and acting. */
    private static final int PATIENCE = 100;

    /**
     * Whether there is a directory.
     *
     * @throws IpcException DENIED, if there is a symbolic link; CORRUPT, if there is something else
     */
    boolean isTaken() throws IOException {
        PathStatus inode = PathStatus.of(path);
        if (inode == null) {
            return false;
        }
        if (inode.isSymbolicLink()) {
            throw new IpcException(Category.DENIED, path + " is a symbolic link, not a directory");
        }
        if (!inode.isDirectory()) {
            throw new IpcException(Category.CORRUPT, path + " is not a directory");
        }
        return true;
    }

    /**
     * An early look, so that no object is filled in vain.
     *
     * @throws IpcException EXISTS
     */
    void refuseIfTaken(Predicate<Path> isRemoved) throws IOException {
        if (isTaken() && !DirectoryTree.isEmpty(path) && !isRemoved.test(path)) {
            throw exists(null);
        }
    }

    /**
     * Renames a whole object to here, unless one is here. What a removal that died half-way has
     * left is emptied first and replaced.
     *
     * @throws IpcException EXISTS
     */
    void publish(Path object, Predicate<Path> isRemoved) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(object, path, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                // What is there now need not be what was in the way, so: look, and try again.
                if (isTaken()) {
                    if (!DirectoryTree.isEmpty(path) && !finishRemoval(isRemoved)) {
                        throw exists(e);
                    }
                    refuseIfAnothers();
                }
                if (attempt == PATIENCE) {
                    throw e;
                }
            }
        }
    }

    /**
     * Empties the directory if its object is removed. The handle comes first and the question
     * second: if the name was given to another object between the two, then what the handle holds
     * had been removed before. So only files of a removed object are deleted.
     *
     * @return false if the object is a living one
     */
    private boolean finishRemoval(Predicate<Path> isRemoved) throws IOException {
        try (SecureDirectoryStream<Path> held = DirectoryTree.openChild(path)) {
            if (!isRemoved.test(path)) {
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
     * In a directory with the sticky bit an object is taken away by its owner only (and by the
     * directory's, and by root). Looked at in advance, for the kernel's answer has no name in Java.
     *
     * @throws IpcException DENIED
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
