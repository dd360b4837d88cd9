package ipckit.common.os;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file in memory without a name: memfd_create(2). The kernel frees the file when its last
 * descriptor is closed.
 */
public final class MemoryFile implements AutoCloseable {
    private static final int MFD_CLOEXEC = 1;
    private static final byte[] LABEL = "ipckit".getBytes(StandardCharsets.US_ASCII);

    private static final class Call {
        static final MethodHandle CREATE = CallShapes.function("memfd_create");
    }

    private final int descriptor;

    /**
     * Creates an empty file.
     *
     * @throws ipckit.common.IpcException IO if this process has too many open files
     */
    public MemoryFile() {
        try (Arena arena = Arena.ofConfined()) {
            long label = Libc.string(LABEL, arena).address();
            descriptor = CallShapes.call(Call.CREATE, label, MFD_CLOEXEC, 0);
        }
        if (descriptor < 0) {
            throw Libc.failure("cannot make a file in memory", -descriptor);
        }
    }

    /**
     * Returns the path by which this process can open the file again while it is open:
     * proc_pid_fd(5).
     */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
