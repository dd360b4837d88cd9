package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Sets how many bytes a pipe can hold, and reads how many it holds: pipe(7). Safe for several
 * threads.
 */
public final class PipeCapacity {
    private static final int F_SETPIPE_SZ = 1031;
    private static final int FIONREAD = 0x541b;

    private static final class Call {
        static final MethodHandle FCNTL = CallShapes.function("fcntl");
        static final MethodHandle IOCTL = CallShapes.function("ioctl");
    }

    private PipeCapacity() {}

    /**
     * Sets a pipe's capacity in bytes, which the kernel rounds up. Has no effect when the capacity
     * exceeds the kernel's limit for this user.
     */
    public static void set(PipeEnd end, int bytes) {
        CallShapes.call(Call.FCNTL, end.descriptor(), F_SETPIPE_SZ, bytes);
    }

    /**
     * Returns how many bytes the pipe of either end holds, or 0 if the kernel does not report it.
     */
    public static int unread(PipeEnd end) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            int failed = CallShapes.call(Call.IOCTL, end.descriptor(), FIONREAD, count.address());
            return failed == 0 ? count.get(JAVA_INT, 0) : 0;
        }
    }
}
