package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The rule that decides whether a directory is trusted to contain objects. A shareable directory
 * with the sticky bit is trusted, although its owner could replace the entries. Any other directory
 * is trusted only if it belongs to this user (a shareable directory may also belong to root), and
 * if no other user may write to it.
 *
 * @param shareable whether the directory may also contain objects of other users
 * @param user the user ID of this process
 */
record DirectoryTrust(boolean shareable, int user) {
    /**
     * Returns the type, permissions and owner of a directory, or throws an exception if the
     * directory is not trusted.
     *
     * @return the status of the directory; null if the directory is absent
     * @throws IpcException DENIED if the path is not a directory, or if users who are not trusted
     *     could replace the entries of the directory
     */
    PathStatus check(Path directory) throws IOException {
        PathStatus inode = PathStatus.of(directory);
        if (inode == null) {
            return null;
        }
        String fault = faultOf(inode);
        if (fault != null) {
            throw new IpcException(Category.DENIED, directory + " " + fault);
        }
        return inode;
    }

    private String faultOf(PathStatus inode) {
        if (inode.isSymbolicLink()) {
            return "is a symbolic link, not a directory";
        }
        if (!inode.isDirectory()) {
            return "is not a directory";
        }
        if (shareable && inode.isSticky()) {
            return null;
        }
        boolean ownerIsTrusted = inode.uid() == user || shareable && inode.uid() == 0;
        if (!ownerIsTrusted) {
            return "belongs to another user";
        }
        if (inode.isWritableByOthers()) {
            return shareable
                    ? "is writable by other users and has no sticky bit"
                    : "is writable by other users";
        }
        return null;
    }
}
