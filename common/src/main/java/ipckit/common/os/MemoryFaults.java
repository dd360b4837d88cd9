package ipckit.common.os;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Lets SIGSEGV end this process after an access to memory that is not mapped, as in a C program. By
 * default, the JVM handles this signal itself.
 */
public final class MemoryFaults {
    private static final int SIGSEGV = 11;
    private static final int PR_SET_DUMPABLE = 4;

    /**
     * A size in bytes that is large enough for the {@code struct sigaction} of every C library. If
     * all bytes are 0, the structure selects the default action of a signal.
     */
    private static final long ACTION_SIZE = 256;

    private static final class Call {
        static final LibraryFunction PRCTL = CallShapes.function("prctl");
        static final LibraryFunction SIGACTION = CallShapes.function("sigaction");
    }

    private MemoryFaults() {}

    /**
     * Runs an action. If the action accesses memory that is not mapped, SIGSEGV ends this process.
     * From this call on, the process writes no core file. The action must be short: the JVM itself
     * causes and handles SIGSEGV for its own purposes, and during the action each SIGSEGV ends the
     * process.
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
