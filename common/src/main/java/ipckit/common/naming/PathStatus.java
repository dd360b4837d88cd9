package ipckit.common.naming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What {@code lstat(2)} says of a path: type, permissions and owner. By the JDK's "unix" view,
 * because the portable ones know neither the sticky bit nor numeric owners.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param uid the owner
 */
record PathStatus(int mode, int uid) {
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int SYMBOLIC_LINK = 0120000;
    private static final int PERMISSIONS = 07777;
    private static final int STICKY = 01000;
    private static final int WRITABLE_BY_OTHERS = 022;

    /** Of the path itself, also if it is a symbolic link; null if there is nothing. */
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

    boolean isDirectory() {
        return (mode & TYPE) == DIRECTORY;
    }

    boolean isSymbolicLink() {
        return (mode & TYPE) == SYMBOLIC_LINK;
    }

    /** The permission bits with set-id and sticky bits. */
    int permissions() {
        return mode & PERMISSIONS;
    }

    /** Whether in this directory only owners rename and delete. */
    boolean isSticky() {
        return (mode & STICKY) != 0;
    }

    /** Whether its group or everybody may write to it. */
    boolean isWritableByOthers() {
        return (mode & WRITABLE_BY_OTHERS) != 0;
    }
}
