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
public final class HomeDirectory {
    /** A sweep may be faster, but not always; where nothing can be made, nothing can be swept. */
    private static final int MOST_TRIES = 100;

    private final Path path;
    private final DirectoryTrust trust;

    private HomeDirectory(Path path, DirectoryTrust trust) {
        this.path = path;
        this.trust = trust;
    }

    /** The home that the environment of this process names. */
    public static HomeDirectory fromEnvironment() {
        String given = System.getenv("IPC_DIR");
        return given == null || given.isEmpty() ? standard(Path.of("/dev/shm")) : at(given);
    }

    /**
     * A directory given explicitly, which may be shared.
     *
     * @param directory relative to the working directory if it is not absolute
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

    /** The user's own home in a directory that all users share. */
    static HomeDirectory standard(Path parent) {
        int user = CurrentProcess.uid();
        return new HomeDirectory(parent.resolve("ipckit-" + user), new DirectoryTrust(false, user));
    }

    /** Where it is, whether it exists or not. */
    public Path path() {
        return path;
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
            if (trust.check(path) == null || trust.check(directory) == null) {
                return null;
            }
            return directory;
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot use " + directory, e);
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
            Path directory = path.resolve(kind);
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                PathStatus home = trust.check(path);
                if (home == null) {
                    home = makeHome();
                }
                if (trust.check(directory) != null) {
                    return directory;
                }
                makeKind(directory, home.permissions());
            }
            throw new NoSuchFileException(directory.toString());
        } catch (IOException e) {
            Path parent = path.getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                throw new IpcException(
                        Category.CANNOT_CREATE,
                        "cannot make " + path + ": no directory " + parent,
                        e);
            }
            throw IoErrorCategory.translate("cannot make " + path, e);
        }
    }

    private PathStatus makeHome() throws IOException {
        try {
            ExactPermissions.makePrivateDirectory(path);
        } catch (FileAlreadyExistsException e) {
            // Another process of ours was faster, or somebody who will not pass the check.
        }
        PathStatus made = trust.check(path);
        if (made == null) {
            throw new NoSuchFileException(path.toString());
        }
        return made;
    }

    /**
     * Made under another name, so that nobody sees it before it has its permissions. Look again
     * afterwards: a sweep may have deleted it before it had its place.
     */
    private void makeKind(Path directory, int permissions) throws IOException {
        String kind = directory.getFileName().toString();
        Path draft = path.resolve(TemporaryName.unique(TemporaryName.KIND, kind));
        try {
            ExactPermissions.makePrivateDirectory(draft);
            Files.setAttribute(draft, "unix:mode", permissions);
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Swept.
        } catch (FileSystemException e) {
            Files.deleteIfExists(draft);
            if (PathStatus.of(directory) == null) {
                throw e;
            }
        }
    }

    /** Deletes the directory of a kind, if it is empty. */
    void remove(String kind) {
        try {
            Files.deleteIfExists(path.resolve(kind));
        } catch (IOException e) {
            // It is not empty, or is not ours.
        }
    }

    /** Deletes what processes of this user left that died while they made a kind's directory. */
    void sweep() {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                PathStatus inode = PathStatus.of(entry);
                if (TemporaryName.is(TemporaryName.KIND, entry.getFileName().toString())
                        && inode != null
                        && inode.isDirectory()
                        && inode.uid() == trust.user()) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (NoSuchFileException e) {
            // No home, nothing in it.
        } catch (DirectoryIteratorException e) {
            throw IoErrorCategory.translate(
                    "cannot look for what is left over in " + path, e.getCause());
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot look for what is left over in " + path, e);
        }
    }
}
