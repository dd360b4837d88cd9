package ipckit.common.naming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The result of {@code lstat(2)} for a path: type, permissions and owner. The values come from the
 * JDK's file attribute view "unix", because the portable attribute views have neither the sticky
 * bit nor numeric user IDs.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param uid the user ID of the owner
 */
record PathStatus(int mode, int uid) {
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int PERMISSIONS = 07777;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final int WRITABLE_BY_ALL = 002;

    /**
     * Returns the status of a path; null if the path is absent. Does not follow a symbolic link.
     */
    static PathStatus of(Path path) throws IOException {
        try {
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
            return new PathStatus(
                    (Integer) attributes.get("mode"), (Integer) attributes.get("uid"));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * Returns whether a path is a directory that belongs to a user. A symbolic link does not count
     * as a directory.
     */
    static boolean isDirectoryOf(int user, Path path) throws IOException {
        PathStatus inode = of(path);
        return inode != null && inode.isDirectory() && inode.uid == user;
    }

    boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    boolean isSymbolicLink() {
        return (mode & TYPE) == SYMBOLIC_LINK;
    }

    /** Returns the permission bits, including the set-id and sticky bits. */
    int permissions() {
        return mode & PERMISSIONS;
    }

    /**
     * Returns whether the sticky bit is set. In a directory with this bit, only the owner of an
     * entry, the owner of the directory and root may rename or delete the entry.
     */
    boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** Returns whether the permissions let the group, or all users, write to the path. */
    boolean isWritableByOthers() {
        return (mode & WRITABLE_BY_OTHERS) != 0;
    }

    /** Returns whether the permissions let all users write to the path. */
    boolean isWritableByAll() {
        return (mode & WRITABLE_BY_ALL) != 0;
    }
}
