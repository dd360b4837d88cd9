package ipckit.common.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Decides what happens when this process accesses memory that it does not have. Java reports the
 * access as an error of its own; a C program is ended by SIGSEGV.
 */
public final class MemoryFaults {
    private static final int SIGSEGV = 11;
    private static final int PR_SET_DUMPABLE = 4;

    /**
     * A size in bytes that {@code struct sigaction} of no C library exceeds; all zeros in the
     * structure mean the default action.
     */
    private static final long ACTION_SIZE = 256;

    private static final class Call {
        static final MethodHandle PRCTL = CallShapes.function("prctl");
        static final MethodHandle SIGACTION = CallShapes.function("sigaction");
    }

    private MemoryFaults() {}

    /**
     * Runs an action during which a fault ends this process by SIGSEGV, as in a C program. From
     * this call on, the process writes no core file. The action must be short, because the JVM
     * itself provokes faults and handles them.
     */
    public static void deadly(Runnable action) {
        try (Arena arena = Arena.ofConfined()) {
            long none = arena.allocate(ACTION_SIZE, Long.BYTES).address();
            MemorySegment java = arena.allocate(ACTION_SIZE, Long.BYTES);
            CallShapes.call(Call.PRCTL, PR_SET_DUMPABLE, 0, 0);
            CallShapes.call(Call.SIGACTION, SIGSEGV, none, java.address());
            action.run();
            CallShapes.call(Call.SIGACTION, SIGSEGV, java.address(), 0);
        }
    }
}
