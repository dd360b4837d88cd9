package ipckit.common.os;

import ipckit.common.IpcException;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A file without a name, which gets its name when it is complete: open(2), O_TMPFILE. If the
 * process dies before that, the kernel frees the file.
 */
public final class UnnamedFile implements AutoCloseable {
    private static final int OWNER_ONLY = 0600;

    /** O_TMPFILE contains the bit of O_DIRECTORY, whose number depends on the processor. */
    private static final int O_TMPFILE =
            switch (System.getProperty("os.arch")) {
                case "aarch64", "arm", "ppc64le", "ppc64" -> 0x404000;
                default -> 0x410000;
            };

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_FOLLOW = 0x400;

    private static final class Call {
        static final MethodHandle LINKAT = CallShapes.function("linkat");
    }

    private final int descriptor;

    private UnnamedFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Makes an empty file with mode 0600.
     *
     * @throws IpcException DENIED if permissions forbid it; ABSENT if the directory does not exist;
     *     NO_SPACE if the file system is full; FAILED if it does not support unnamed files
     */
    public static UnnamedFile in(Path directory) {
        int flags = O_TMPFILE | FileDescriptors.READ_WRITE | FileDescriptors.CLOSE_ON_EXEC;
        int opened = FileDescriptors.open(directory, flags, OWNER_ONLY);
        if (opened < 0) {
            throw Libc.failure("cannot make a file in " + directory, -opened);
        }
        return new UnnamedFile(opened);
    }

    /**
     * Returns the path by which this process can open the file again while it is open:
     * proc_pid_fd(5).
     */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    /**
     * Gives the file a name on its file system.
     *
     * @throws IpcException EXISTS if a file has this name; DENIED if permissions forbid it
     */
    public void call(Path name) {
        try (Arena arena = Arena.ofConfined()) {
            int linked =
                    CallShapes.call(
                            Call.LINKAT,
                            AT_FDCWD,
                            FileDescriptors.path(path(), arena).address(),
                            AT_FDCWD,
                            FileDescriptors.path(name, arena).address(),
                            AT_SYMLINK_FOLLOW,
                            0);
            if (linked < 0) {
                throw Libc.failure("cannot make " + name, -linked);
            }
        }
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
