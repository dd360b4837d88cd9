package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * What happens when this process touches memory that it does not have. Java reports it as a fault
 * of its own; a program in C is ended by SIGSEGV.
 */
public final class MemoryFaults {
    private static final int SIGSEGV = 11;
    private static final int PR_SET_DUMPABLE = 4;

    /** More than {@code struct sigaction} has anywhere; all zeros is the default action. */
    private static final long ACTION_SIZE = 256;

    private static final class Call {
        static final MethodHandle PRCTL =
                Libc.function(
                        "prctl",
                        FunctionDescriptor.of(INT, INT, LONG),
                        Linker.Option.firstVariadicArg(1));
        static final MethodHandle SIGACTION =
                Libc.function("sigaction", FunctionDescriptor.of(INT, INT, ADDRESS, ADDRESS));
    }

    private MemoryFaults() {}

    /**
     * Does something while faults are deadly, as in a program in C; no core file is left, now and
     * later. Java itself meets such faults in its work, so it must be short.
     */
    public static void deadly(Runnable action) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocate(ACTION_SIZE, Long.BYTES);
            MemorySegment java = arena.allocate(ACTION_SIZE, Long.BYTES);
            int ignored = (int) Call.PRCTL.invokeExact(PR_SET_DUMPABLE, 0L);
            ignored = (int) Call.SIGACTION.invokeExact(SIGSEGV, none, java);
            action.run();
            ignored = (int) Call.SIGACTION.invokeExact(SIGSEGV, java, none);
        } catch (Throwable t) {
            throw Libc.unexpected("sigaction", t);
        }
    }
}
