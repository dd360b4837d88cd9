package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** How much a pipe holds, and how much is in it: pipe(7). */
public final class PipeCapacity {
    private static final int F_SETPIPE_SZ = 1031;
    private static final int FIONREAD = 0x541b;

    private static final class Call {
        static final MethodHandle FCNTL = CallShapes.function("fcntl");
        static final MethodHandle IOCTL = CallShapes.function("ioctl");
    }

    private PipeCapacity() {}

    /**
     * Lets a pipe hold so many bytes, rounded up as the kernel does; without effect where that is
     * more than it allows us.
     */
    public static void set(PipeEnd end, int bytes) {
        CallShapes.call(Call.FCNTL, end.descriptor(), F_SETPIPE_SZ, bytes);
    }

    /** How many bytes nobody has read yet, by either end; 0 if there is no way to know. */
    public static int unread(PipeEnd end) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            int failed = CallShapes.call(Call.IOCTL, end.descriptor(), FIONREAD, count.address());
            return failed == 0 ? count.get(JAVA_INT, 0) : 0;
        }
    }
}
