package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of all objects: {@code $IPC_DIR} if that is set and not empty, else {@code
 * /dev/shm/ipckit-<uid>}. Below it each kind of object has a directory of its own.
 *
 * <p>It is looked at before every use, and refused (DENIED) where strangers could put something in
 * an object's place. Neither the home nor a kind's directory may be a symbolic link. The default
 * home and all in it must be ours, and nobody else may write to it. A directory given explicitly
 * may be shared: if its group or everybody may write to it, or if it belongs to somebody other than
 * us and root, it must have the sticky bit, so that only its owner and an object's owner may take
 * the object away. The directories of kinds have the permissions of the home.
 */
public final class Home {
    private static final String PRIVATE = "rwx------";

    private final Path path;
    private final boolean shareable;
    private final int user;

    private Home(Path path, boolean shareable, int user) {
        this.path = path;
        this.shareable = shareable;
        this.user = user;
    }

    /** The home that the environment of this process names. */
    public static Home fromEnvironment() {
        String given = System.getenv("IPC_DIR");
        return given == null || given.isEmpty() ? standard(Path.of("/dev/shm")) : at(given);
    }

    /**
     * A directory given explicitly, which may be shared.
     *
     * @param directory relative to the working directory if it is not absolute
     */
    public static Home at(String directory) {
        try {
            return new Home(Path.of(directory).toAbsolutePath(), true, Self.uid());
        } catch (InvalidPathException e) {
            throw new IpcException(
                    Category.USAGE, "IPC_DIR cannot be used as a path: " + e.getReason(), e);
        }
    }

    /** The user's own home in a directory that all users share. */
    static Home standard(Path parent) {
        int user = Self.uid();
        return new Home(parent.resolve("ipckit-" + user), false, user);
    }

    /** Where it is, whether it exists or not. */
    public Path path() {
        return path;
    }

    /** The user whose process this is. */
    int user() {
        return user;
    }

    /**
     * The directory of a kind of objects, checked.
     *
     * @return null if there is none yet, so no object of the kind
     * @throws IpcException DENIED, if it is not to be trusted
     */
    Path find(String kind) {
        Path directory = path.resolve(kind);
        try {
            if (check(path) == null || check(directory) == null) {
                return null;
            }
            return directory;
        } catch (IOException e) {
            throw Failures.translate("cannot use " + directory, e);
        }
    }

    /**
     * The directory of a kind of objects, checked, and made if need be with the home above it. The
     * parent of the home must exist.
     *
     * @throws IpcException DENIED, if it is not to be trusted; CANNOT_CREATE, NO_SPACE or IO, if it
     *     cannot be made
     */
    Path make(String kind) {
        try {
            Inode home = check(path);
            if (home == null) {
                home = makeHome();
            }
            Path directory = path.resolve(kind);
            if (check(directory) == null) {
                makeKind(directory, home.permissions());
                check(directory);
            }
            return directory;
        } catch (NoSuchFileException e) {
            throw new IpcException(
                    Category.CANNOT_CREATE,
                    "cannot make " + path + ": no directory " + path.getParent(),
                    e);
        } catch (IOException e) {
            throw Failures.translate("cannot make " + path, e);
        }
    }

    private Inode makeHome() throws IOException {
        try {
            Files.createDirectory(
                    path,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
            Files.setAttribute(path, "unix:mode", 0700);
        } catch (FileAlreadyExistsException e) {
            // Another process of ours was faster, or somebody who will not pass the check.
        }
        Inode made = check(path);
        if (made == null) {
            throw new NoSuchFileException(path.toString());
        }
        return made;
    }

    /** Made under another name, so that nobody sees it before it has its permissions. */
    private void makeKind(Path directory, int permissions) throws IOException {
        String kind = directory.getFileName().toString();
        Path draft = path.resolve(PrivateName.unique(PrivateName.KIND, kind));
        Files.createDirectory(draft);
        try {
            Files.setAttribute(draft, "unix:mode", permissions);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            Files.deleteIfExists(draft);
            if (Inode.of(directory) == null) {
                throw e;
            }
        }
    }

    /** Null if there is nothing. */
    private Inode check(Path directory) throws IOException {
        Inode inode = Inode.of(directory);
        if (inode == null) {
            return null;
        }
        String fault = faultOf(inode);
        if (fault != null) {
            throw new IpcException(Category.DENIED, directory + " " + fault);
        }
        return inode;
    }

    private String faultOf(Inode inode) {
        if (inode.isSymbolicLink()) {
            return "is a symbolic link, not a directory";
        }
        if (!inode.isDirectory()) {
            return "is not a directory";
        }
        if (shareable && inode.isSticky()) {
            return null;
        }
        boolean trusted = inode.uid() == user || shareable && inode.uid() == 0;
        if (!trusted) {
            return "belongs to another user";
        }
        if (inode.isWritableByOthers()) {
            return shareable
                    ? "may be written to by others and has no sticky bit"
                    : "may be written to by others";
        }
        return null;
    }
}
