package ipckit.common.os;

import java.nio.file.Path;

/**
 * A short path to a directory, which is valid in this process until it is closed. The address of a
 * UNIX socket is a path of at most 107 bytes (unix(7)), and the usual path of a directory can be
 * longer.
 */
public final class ShortPath implements AutoCloseable {
    private static final int O_PATH = 010000000;

    private final int descriptor;

    private ShortPath(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Opens a directory.
     *
     * @throws ipckit.common.IpcException if the directory does not exist, or this process has too
     *     many open files
     */
    public static ShortPath of(Path directory) {
        int flags = O_PATH | FileDescriptors.CLOSE_ON_EXEC;
        return new ShortPath(
                FileDescriptors.open(directory, flags, "cannot open the directory " + directory));
    }

    /** Returns the short path of the directory. */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
