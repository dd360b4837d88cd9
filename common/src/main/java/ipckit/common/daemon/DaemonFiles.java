package ipckit.common.daemon;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks the files that a user names for a daemon, and makes their paths absolute. The processes of
 * the daemon open the files later. The check before the start lets the user see a wrong path at
 * once.
 */
final class DaemonFiles {
    /** The bits of a file's mode that contain the type of the file, see inode(7). */
    private static final int TYPE = 0170000;

    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private DaemonFiles() {}

    /**
     * Returns the absolute path of a directory.
     *
     * @throws IpcException IO if there is no such directory
     */
    static Path directory(Path directory) {
        Path absolute = PathBytes.absolute(directory);
        if (!Files.isDirectory(absolute)) {
            throw new IpcException(
                    Category.IO, "cannot work in " + directory + ": it is not a directory");
        }
        return absolute;
    }

    /**
     * Returns the absolute path of a file that the daemon reads. Returns null if the argument is
     * null.
     *
     * @throws IpcException IO if there is no such file, or it is a directory; DENIED if permissions
     *     forbid reading
     */
    static Path input(Path file) {
        if (file == null) {
            return null;
        }
        Path absolute = PathBytes.absolute(file);
        if (!Files.exists(absolute)) {
            throw refused(Category.IO, "read", file, "no such file or directory");
        }
        refuseDirectory("read", file, absolute);
        if (!Files.isReadable(absolute)) {
            throw refused(Category.DENIED, "read", file, "permission denied");
        }
        return absolute;
    }

    /**
     * Returns the absolute path of a file that the daemon writes. The file may be absent. Returns
     * null if the argument is null.
     *
     * @throws IpcException IO if the file is a directory, or if the directory of the file does not
     *     exist; DENIED if permissions forbid writing
     */
    static Path output(Path file) {
        if (file == null) {
            return null;
        }
        Path absolute = PathBytes.absolute(file);
        refuseDirectory("write", file, absolute);
        Path parent = absolute.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw refused(Category.IO, "write", file, "no such file or directory");
        }
        if (!Files.isWritable(Files.exists(absolute) ? absolute : parent)) {
            throw refused(Category.DENIED, "write", file, "permission denied");
        }
        return absolute;
    }

    /**
     * Returns the absolute path of a log file. The file may be absent. Returns null if the argument
     * is null. The file must not be a FIFO or a socket, because the process that writes the log
     * would wait for a reader.
     *
     * @throws IpcException IO for a FIFO or a socket; otherwise as {@link #output} does
     */
    static Path log(Path file) {
        Path absolute = output(file);
        if (absolute != null && Files.exists(absolute) && isFifoOrSocket(absolute)) {
            throw refused(Category.IO, "write", file, "a log cannot be a FIFO or a socket");
        }
        return absolute;
    }

    private static boolean isFifoOrSocket(Path file) {
        try {
            int type = (int) Files.getAttribute(file, "unix:mode") & TYPE;
            return type == FIFO || type == SOCKET;
        } catch (IOException e) {
            // The file was deleted meanwhile, so it is no FIFO and no socket. The process that
            // writes the log creates the file.
            return false;
        }
    }

    private static void refuseDirectory(String verb, Path file, Path absolute) {
        if (Files.isDirectory(absolute)) {
            throw refused(Category.IO, verb, file, "is a directory");
        }
    }

    private static IpcException refused(Category category, String verb, Path file, String why) {
        return new IpcException(category, "cannot " + verb + " " + file + ": " + why);
    }
}
