package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.naming.DirectoryTrust;
import ipckit.common.naming.IoErrorCategory;
import ipckit.common.naming.NetworkFileSystem;
import ipckit.common.naming.ObjectName;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A directory outside {@code IPC_DIR} in which one unbounded buffer keeps its items, for example on
 * disk. The removal of the buffer deletes this directory.
 *
 * @param path the directory's absolute path
 */
record ItemDirectory(Path path) {
    private static final int READ = 0444;
    private static final int OWNER = 0700;

    /**
     * Creates a directory with a unique name inside {@code dir}.
     *
     * @throws IpcException DENIED when another user could replace the files in {@code dir};
     *     CANNOT_CREATE when {@code dir} is absent or on a network file system; the category of the
     *     failure when {@code dir} is unusable for another reason
     */
    static ItemDirectory create(Path dir, ObjectName name) {
        try {
            DirectoryTrust.requireOwn(dir);
            NetworkFileSystem.refuse(dir);
            Path created = Files.createTempDirectory(dir, name + ".");
            return new ItemDirectory(created.toAbsolutePath());
        } catch (IOException e) {
            throw IoErrorCategory.translate("cannot keep items in " + dir, e);
        }
    }

    /**
     * Gives the directory and its files the permissions {@code mode}. In addition, the owner of the
     * directory gets all permissions for the directory, and each user who may read the directory
     * may also enter it.
     */
    void setMode(int mode) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.setAttribute(file, "unix:mode", mode);
            }
        }
        Files.setAttribute(path, "unix:mode", mode | (mode & READ) >> 2 | OWNER);
    }

    /** Deletes the directory and its files, after the creation of the buffer has failed. */
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
