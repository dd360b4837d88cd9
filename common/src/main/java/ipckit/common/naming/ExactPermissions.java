package ipckit.common.naming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Sets permissions regardless of the umask. */
final class ExactPermissions {
    /** All permission bits. */
    static final int ALL = 0777;

    private static final int READ = 0444;
    private static final int OWNER = 0700;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private ExactPermissions() {}

    /** Creates a directory that only its owner may use, whatever the umask is. */
    static void makePrivateDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, OWNER_ONLY);
        Files.setAttribute(directory, "unix:mode", OWNER);
    }

    /**
     * Sets the permissions of everything in an object's directory, and then the permissions of the
     * directory itself. A directory gets additional permissions: users who may read the directory
     * may also search it, and its owner gets all permissions. Does not change symbolic links or
     * their targets.
     *
     * <p>The directory of a new object must be accessible only to its owner when this method is
     * called. Otherwise another user could open a file before its permissions are set.
     *
     * @param mode the object's permissions
     * @param ofFile the function that returns the permissions of a file or named pipe
     */
    static void apply(Path directory, int mode, Namespace.OfFile ofFile) throws IOException {
        for (Path entry : HomeDirectory.entries(directory)) {
            PathStatus inode = PathStatus.of(entry);
            if (inode.isDirectory()) {
                apply(entry, mode, ofFile);
            } else if (!inode.isSymbolicLink()) {
                Files.setAttribute(entry, "unix:mode", ofFile.permissions(entry, mode));
            }
        }
        Files.setAttribute(directory, "unix:mode", ofDirectory(mode));
    }

    /** Returns whether a number contains only permission bits. */
    static boolean isMode(int mode) {
        return (mode & ~ALL) == 0;
    }

    static int ofDirectory(int mode) {
        return mode | (mode & READ) >> 2 | OWNER;
    }
}
