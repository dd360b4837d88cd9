package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of all objects, called the home. The home is {@code $IPC_DIR} if that variable is
 * set and not empty, otherwise {@code /dev/shm/ipckit-<uid>}. The home contains one <em>kind
 * directory</em> for each kind of object, for example a directory for all mailboxes.
 *
 * <p>The home and a kind directory are checked before every use. The check fails with DENIED if
 * other users could replace objects. None of these directories may be a symbolic link. The default
 * home and its kind directories must belong to this user, and no other user may write to them.
 *
 * <p>A home named by {@code $IPC_DIR} may be shared with other users. It must have the sticky bit
 * in two cases: if its group or all users may write to it, or if its owner is neither this user nor
 * root. In a directory with the sticky bit, only the owner of an object, the owner of the directory
 * and root may remove the object. A new kind directory gets the same permissions as the home.
 */
public final class HomeDirectory {
    /**
     * The largest number of attempts to create a directory. An attempt fails if a cleanup by
     * another process deletes the new directory while it is still empty.
     */
    private static final int MOST_TRIES = 100;

    private final Path path;
    private final DirectoryTrust trust;

    private HomeDirectory(Path path, DirectoryTrust trust) {
        this.path = path;
        this.trust = trust;
    }

    /**
     * Returns the home at {@code $IPC_DIR}, or the default home if this variable is not set or is
     * empty.
     */
    public static HomeDirectory fromEnvironment() {
        String given = System.getenv("IPC_DIR");
        return given == null || given.isEmpty() ? standard(Path.of("/dev/shm")) : at(given);
    }

    /**
     * Returns the home at a path that the user has chosen. This home may be shared with other
     * users.
     *
     * @param directory the path, absolute or relative to the working directory
     */
    public static HomeDirectory at(String directory) {
        try {
            return new HomeDirectory(
                    Path.of(directory).toAbsolutePath(),
                    new DirectoryTrust(true, CurrentProcess.uid()));
        } catch (InvalidPathException e) {
            throw new IpcException(
                    Category.USAGE, "IPC_DIR cannot be used as a path: " + e.getReason(), e);
        }
    }

    /**
     * Returns the default home of this user. The home belongs to this user and lies in {@code
     * parent}, a directory that all users share.
     */
    static HomeDirectory standard(Path parent) {
        int user = CurrentProcess.uid();
        return new HomeDirectory(parent.resolve("ipckit-" + user), new DirectoryTrust(false, user));
    }

    /** Returns the path of the home, even if the directory does not exist. */
    public Path path() {
        return path;
    }

    /**
     * Returns the directory that contains all objects of a kind. Checks first that other users
     * cannot replace the entries of this directory or of the home.
     *
     * @return the directory; null if the directory (and thus every object of the kind) is absent
     * @throws IpcException DENIED if the check fails
     */
    Path find(String kind) {
        Path directory = path.resolve(kind);
        try {
            boolean exists = trust.check(path) != null && trust.check(directory) != null;
            return exists ? directory : null;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use " + directory, e);
        }
    }

    /**
     * Returns the directory that contains all objects of a kind. Creates this directory and the
     * home if they are absent. Checks both directories as {@link #find} does. The parent of the
     * home must exist.
     *
     * @throws IpcException DENIED if the check fails; CANNOT_CREATE, NO_SPACE or IO if a directory
     *     cannot be created
     */
    Path make(String kind) {
        try {
            Path directory = path.resolve(kind);
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                PathStatus home = trust.check(path);
                if (home == null) {
                    makeHome();
                } else if (trust.check(directory) != null) {
                    return directory;
                } else {
                    makeKind(directory, home.permissions());
                }
            }
            throw new NoSuchFileException(directory.toString());
        } catch (IOException e) {
            String problem = "cannot create " + path;
            Path parent = path.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                throw new IpcException(
                        Category.CANNOT_CREATE, problem + ": no directory " + parent, e);
            }
            throw IoErrorCategory.translate(problem, e);
        }
    }

    private void makeHome() throws IOException {
        try {
            ExactPermissions.makePrivateDirectory(path);
        } catch (FileAlreadyExistsException e) {
            // Another process has created the home. The caller checks whether the home is trusted.
        }
    }

    /**
     * Creates a directory for the objects of one kind. First creates a directory with a temporary
     * name and sets its permissions. Then renames the temporary directory to {@code directory}. If
     * a cleanup by another process deletes the temporary directory before the rename, this method
     * returns normally. The caller must therefore check whether {@code directory} exists.
     */
    private void makeKind(Path directory, int permissions) throws IOException {
        String kind = directory.getFileName().toString();
        Path draft = path.resolve(TemporaryName.unique(TemporaryName.KIND, kind));
        try {
            ExactPermissions.makePrivateDirectory(draft);
            Files.setAttribute(draft, "unix:mode", permissions);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // A cleanup has deleted the temporary directory before the rename.
        } catch (FileSystemException e) {
            Files.deleteIfExists(draft);
            if (PathStatus.of(directory) == null) {
                throw e;
            }
        }
    }

    /** Deletes the directory that contains the objects of a kind, if this directory is empty. */
    void remove(String kind) {
        try {
            Files.deleteIfExists(path.resolve(kind));
        } catch (IOException e) {
            // The directory is not empty, or it belongs to another user.
        }
    }

    /**
     * Deletes the temporary directories of {@link #makeKind} that belong to this user. A living
     * process that still needs such a directory notices the deletion and creates another one.
     */
    void sweep() {
        try {
            for (Path entry : entries(path)) {
                if (TemporaryName.is(TemporaryName.KIND, entry.getFileName().toString())
                        && PathStatus.isDirectoryOf(trust.user(), entry)) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (NoSuchFileException e) {
            // The home is absent, so there is nothing to delete.
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look for leftovers in " + path, e);
        }
    }

    /** Returns the paths of the entries of a directory, in no particular order. */
    static List<Path> entries(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                paths.add(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return paths;
    }
}
