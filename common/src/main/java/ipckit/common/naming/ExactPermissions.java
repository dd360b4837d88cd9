package ipckit.common.naming;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Sets permissions regardless of the umask. */
final class ExactPermissions {
    private static final int ALL = 0777;
    private static final int READ = 0444;
    private static final int OWNER = 0700;

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private ExactPermissions() {}

    /**
     * Creates a directory for its owner only. No umask opens it to others or closes it to its
     * owner.
     */
    static void makePrivateDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, OWNER_ONLY);
        Files.setAttribute(directory, "unix:mode", OWNER);
    }

    /**
     * Sets the permissions of everything in an object's directory, and of the directory last.
     * Symbolic links and their targets are left alone. Other users must not be able to reach the
     * directory yet.
     *
     * @param mode the object's permissions: a user who may read it may search its directories, a
     *     user who may write it may create files there, and the owner may do both
     * @param ofFile the permissions of a file or named pipe, given the object's
     */
    static void apply(Path directory, int mode, Namespace.OfFile ofFile) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                PathStatus inode = PathStatus.of(entry);
                if (inode.isDirectory()) {
                    apply(entry, mode, ofFile);
                } else if (!inode.isSymbolicLink()) {
                    Files.setAttribute(entry, "unix:mode", ofFile.permissions(entry, mode));
                }
            }
        }
        Files.setAttribute(directory, "unix:mode", ofDirectory(mode));
    }

    /** Whether a number contains only permission bits. */
    static boolean isMode(int mode) {
        return (mode & ~ALL) == 0;
    }

    static int ofDirectory(int mode) {
        return mode | (mode & READ) >> 2 | OWNER;
    }
}
