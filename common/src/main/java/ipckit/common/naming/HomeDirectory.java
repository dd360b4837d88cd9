package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of all objects, called the home. The home is {@code $IPC_DIR} if that variable is
 * set and not empty, otherwise {@code /dev/shm/ipckit-<uid>}. All objects lie directly in the home.
 *
 * <p>The home is checked before every use. The check fails with DENIED if a user who is not trusted
 * could replace objects. The home must not be a symbolic link. The default home must belong to this
 * user, and no other user may write to it.
 *
 * <p>A home named by {@code $IPC_DIR} may be shared with other users. If its group or all users may
 * write to it, it must have the sticky bit. In a directory with the sticky bit, only the owner of
 * an object, the owner of the directory and root may remove the object. Objects are created only in
 * a home that belongs to this user or to root. An existing object is opened only if the home
 * belongs to this user, to root or to the owner of the object. Each directory above the home must
 * also belong to one of these users.
 */
public final class HomeDirectory {
    private final Path path;
    private final boolean shareable;

    private HomeDirectory(Path path, boolean shareable) {
        this.path = path;
        this.shareable = shareable;
    }

    /**
     * Returns the home at {@code $IPC_DIR}, or the default home if this variable is not set or is
     * empty.
     */
    public static HomeDirectory fromEnvironment() {
        Path given = PathBytes.inVariable("IPC_DIR");
        return given == null ? standard(Path.of("/dev/shm")) : at(given);
    }

    /**
     * Returns the home at a path that the user has chosen. This home may be shared with other
     * users.
     *
     * @param directory the path, absolute or relative to the working directory
     */
    public static HomeDirectory at(Path directory) {
        return new HomeDirectory(PathBytes.absolute(directory), true);
    }

    /**
     * Returns the default home of this user. The home belongs to this user and lies in {@code
     * parent}, a directory that all users share.
     */
    static HomeDirectory standard(Path parent) {
        return new HomeDirectory(parent.resolve("ipckit-" + CurrentProcess.uid()), false);
    }

    /** Returns the path of the home, even if the directory does not exist. */
    public Path path() {
        return path;
    }

    /**
     * Returns whether the home exists.
     *
     * @throws IpcException DENIED if the home is not a directory, or if users other than its owner
     *     could replace objects
     */
    boolean exists() {
        try {
            PathStatus home = DirectoryTrust.directory(path);
            if (home == null) {
                return false;
            }
            if (!shareable && home.uid() != CurrentProcess.uid()) {
                throw DirectoryTrust.denied(path, "belongs to another user");
            }
            if (home.isWritableByOthers() && !(shareable && home.isSticky())) {
                String reason = "is writable by other users";
                throw DirectoryTrust.denied(
                        path, shareable ? reason + " and has no sticky bit" : reason);
            }
            return true;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use " + path, e);
        }
    }

    /**
     * Checks that the home and all directories above it belong to root, to this user or to {@code
     * owner}. Does nothing for the default home, because {@link #exists} has already checked its
     * owner.
     *
     * @param owner the user ID of the owner of the object to open; to create an object, this user's
     *     ID
     * @throws IpcException DENIED if one of these directories belongs to any other user, or if
     *     every user may rename the entries of one of them
     */
    void requireTrusted(int owner) {
        if (!shareable) {
            return;
        }
        try {
            DirectoryTrust.ofThisUser().requireOwners(path, owner);
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use " + path, e);
        }
    }

    /** Returns whether this user may create objects in the home, which must exist. */
    boolean isTrusted() {
        try {
            requireTrusted(CurrentProcess.uid());
            return true;
        } catch (IpcException e) {
            return false;
        }
    }

    /**
     * Creates the home if it is absent, and checks whether this user may create objects in it. The
     * parent of the home must exist.
     *
     * @throws IpcException DENIED if the check fails; CANNOT_CREATE, NO_SPACE or IO if the home
     *     cannot be created
     */
    void make() {
        if (!exists()) {
            create();
            exists();
        }
        requireTrusted(CurrentProcess.uid());
    }

    private void create() {
        try {
            ExactPermissions.makePrivateDirectory(path);
        } catch (FileAlreadyExistsException e) {
            // Another process has created the home. The caller checks whether the home is trusted.
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
