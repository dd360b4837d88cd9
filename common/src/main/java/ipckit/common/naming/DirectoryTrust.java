package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The rule that decides whether a directory may contain objects. The owner of a directory can
 * rename and delete its entries, and so replace an object by another one. Without the sticky bit,
 * every user who may write to the directory can do the same.
 *
 * <p>Root and this user are always trusted. The owner of an existing object is trusted when this
 * object is opened, because the owner can change the object anyway.
 */
final class DirectoryTrust {
    private static final int ROOT = 0;

    private final int user;

    /**
     * The user ID of the owner of the directory {@code /}. This owner counts as root, because in a
     * user namespace (a container without root) the kernel may report another user ID than 0 for
     * root.
     */
    private final int root;

    private DirectoryTrust(int user, int root) {
        this.user = user;
        this.root = root;
    }

    /** Returns the rule that trusts root and the user of this process. */
    static DirectoryTrust ofThisUser() throws IOException {
        return new DirectoryTrust(CurrentProcess.uid(), PathStatus.of(Path.of("/")).uid());
    }

    /**
     * Checks whether this user may keep files in a directory: users other than root and this user
     * must not be able to replace the directory, or a directory above it, or the entries of these
     * directories.
     *
     * @throws IpcException DENIED if one of these directories belongs to another user, or if every
     *     user may rename the entries of one of them
     * @throws IOException if the directory does not exist or cannot be read
     */
    static void requireOwn(Path directory) throws IOException {
        ofThisUser().requireOwners(directory, CurrentProcess.uid());
    }

    /**
     * Throws an exception if a user who is not trusted owns {@code directory} or a directory above
     * it, or if every user may rename the entries of one of these directories. Follows symbolic
     * links.
     *
     * @param owner the user ID of a further user who is trusted
     * @throws IpcException DENIED if a directory is not trusted
     */
    void requireOwners(Path directory, int owner) throws IOException {
        for (Path path = directory.toRealPath(); path != null; path = path.getParent()) {
            PathStatus inode = PathStatus.of(path);
            int found = inode.uid();
            if (found != ROOT && found != root && found != user && found != owner) {
                throw denied(path, "belongs to another user");
            }
            if (inode.isWritableByAll() && !inode.isSticky()) {
                throw denied(path, "is writable by all users and has no sticky bit");
            }
        }
    }

    /**
     * Returns the type, permissions and owner of a directory, or null if the directory is absent.
     *
     * @throws IpcException DENIED if the path is a symbolic link or not a directory
     */
    static PathStatus directory(Path path) throws IOException {
        PathStatus inode = PathStatus.of(path);
        if (inode != null && inode.isSymbolicLink()) {
            throw denied(path, "is a symbolic link, not a directory");
        }
        if (inode != null && !inode.isDirectory()) {
            throw denied(path, "is not a directory");
        }
        return inode;
    }

    /** Returns the exception for a directory that is not trusted. */
    static IpcException denied(Path directory, String reason) {
        return new IpcException(Category.DENIED, directory + " " + reason);
    }
}
