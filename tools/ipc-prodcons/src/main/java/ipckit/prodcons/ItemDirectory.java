package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.NetworkFileSystem;
import ipckit.common.naming.ObjectName;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory outside of the home in which an unbounded buffer keeps its items: on disk, say. It is
 * a buffer's own, and goes with it.
 *
 * @param path the directory
 */
record ItemDirectory(Path path) {
    private static final int READ = 0444;
    private static final int OWNER = 0700;

    /** Makes one in a directory that the user named. */
    static ItemDirectory make(Path dir, ObjectName name) {
        try {
            NetworkFileSystem.refuse(dir);
            Path made = Files.createTempDirectory(dir, name + ".");
            return new ItemDirectory(made.toAbsolutePath());
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot keep items in " + dir, e);
        }
    }

    /** Gives it, and what is in it, a buffer's permissions. */
    void open(int mode) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:mode", mode);
            }
        }
        Files.setAttribute(path, "unix:mode", mode | (mode & READ) >> 2 | OWNER);
    }

    /** Takes it away again, after a creation that failed. */
    void delete() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new IpcException(
                    IpcException.Category.IO, "cannot delete " + path + ": " + e.getMessage(), e);
        }
    }
}
