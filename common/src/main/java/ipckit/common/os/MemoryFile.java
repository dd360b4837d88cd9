package ipckit.common.os;

import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/** A file in memory that has no name: memfd_create(2). It goes when nobody has it open any more. */
public final class MemoryFile implements AutoCloseable {
    private static final int MFD_CLOEXEC = 1;

    private static final class Call {
        static final MethodHandle CREATE = CallShapes.function("memfd_create");
        static final MethodHandle CLOSE = CallShapes.function("close");
    }

    private final int descriptor;

    /**
     * Makes an empty one.
     *
     * @throws ipckit.common.IpcException IO (too many open files)
     */
    public MemoryFile() {
        InheritableDescriptors
                .noteGiven(); // how Java opens it anew is no secret to those whom we start
        try (Arena arena = Arena.ofConfined()) {
            descriptor =
                    CallShapes.call(
                            Call.CREATE, arena.allocateFrom("ipckit").address(), MFD_CLOEXEC, 0);
        }
        if (descriptor < 0) {
            throw Libc.failure("cannot make a file in memory", -descriptor);
        }
    }

    /** Where this process finds it, as long as it is open: proc_pid_fd(5). */
    public Path path() {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    @Override
    public void close() {
        CallShapes.call(Call.CLOSE, descriptor, 0, 0);
    }
}
