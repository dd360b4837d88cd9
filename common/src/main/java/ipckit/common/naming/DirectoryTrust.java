package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Which directories we keep objects in.
 *
 * @param shareable whether other users may keep theirs there too
 * @param user who we are
 */
record DirectoryTrust(boolean shareable, int user) {
    /**
     * Looks at a directory.
     *
     * @return null if there is nothing
     * @throws IpcException DENIED, if strangers could exchange what is in it
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
                    ? "may be written to by others and has no sticky bit"
                    : "may be written to by others";
        }
        return null;
    }
}
