package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.Supplier;

/**
 * Calls functions of the C library. All calls have the same shape, that is, the same types of
 * arguments and result: six arguments and a result, each an integer or a pointer of 64 bits. On the
 * 64-bit systems that ipckit supports, C passes each of these arguments in its own register.
 * Therefore the shape fits every function with at most six arguments, including variadic functions.
 *
 * <p>The creation of the first method handle takes 3 to 12 ms at the start of a program. The
 * creation of further handles takes no measurable time, because they have the same shape. In a
 * native binary (compiled by GraalVM), calls are possible only if {@code
 * reachability-metadata.json} contains the shape.
 *
 * <p>Several threads may use this class at the same time.
 */
final class CallShapes {
    private static final FunctionDescriptor SIX_WORDS =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CALL_STATE.byteOffset(PathElement.groupElement("errno"));

    /**
     * The memory in which the JVM stores errno after each call. Each thread has such a memory of
     * its own, because each thread has its own errno.
     */
    private static final ThreadLocal<MemorySegment> ERRNO_STATE =
            ThreadLocal.withInitial(new ErrnoState());

    private static final int QUIT = 3;
    private static final int DEFAULT = 0;
    private static final int IGNORE = 1;

    // Changes the effect of QUIT at the first native call, see Signals.endByQuit.
    static {
        if (Signals.isEndedByQuit()) {
            call(function("signal"), QUIT, Signals.ignoresInterrupt() ? IGNORE : DEFAULT, 0);
        }
    }

    private CallShapes() {}

    /**
     * Allocates the memory for errno. A lambda instead of this class would slow down the start of
     * every program that makes a native call.
     */
    private static final class ErrnoState implements Supplier<MemorySegment> {
        @Override
        public MemorySegment get() {
            return Arena.ofAuto().allocate(CALL_STATE);
        }
    }

    /**
     * Returns all shapes of calls; there is only one. A test checks that the metadata of native
     * binaries names exactly these shapes.
     */
    static List<FunctionDescriptor> all() {
        return List.of(SIX_WORDS);
    }

    /** Returns a handle for a function of the C library. */
    // The compiler warns about each native call. The warning is suppressed here, because only this
    // package makes native calls.
    @SuppressWarnings("restricted")
    static MethodHandle function(String name) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                SIX_WORDS,
                Linker.Option.captureCallState("errno"));
    }

    /**
     * Returns a handle for a function that not every C library has; null if the C library of this
     * process lacks the function.
     */
    static MethodHandle optional(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).isPresent() ? function(name) : null;
    }

    /**
     * Calls a function that returns an {@code int}. Returns the function's result, or −errno if
     * this result is −1.
     */
    static int call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = ERRNO_STATE.get();
        int result = (int) invoke(function, state, a, b, c, d, e, f);
        return result == -1 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    /**
     * Calls a function that has at most three arguments and returns an {@code int}. Returns the
     * function's result, or −errno if this result is −1.
     */
    static int call(MethodHandle function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /**
     * Calls a function that returns an {@code int}, and repeats the call whenever a signal
     * interrupts the call. Returns the function's last result, or −errno if this result is −1.
     */
    static int callUntilDone(MethodHandle function, long a, long b, long c, long d) {
        int result;
        do {
            result = call(function, a, b, c, d, 0, 0);
        } while (result == -Libc.EINTR);
        return result;
    }

    /**
     * Calls a function that returns a size or an address. Returns the function's result, or −errno
     * if this result is −1.
     */
    static long callLong(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = ERRNO_STATE.get();
        long result = invoke(function, state, a, b, c, d, e, f);
        return result == -1 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    /**
     * Calls a function that has at most three arguments and returns a size or an address. Returns
     * the function's result, or −errno if this result is −1.
     */
    static long callLong(MethodHandle function, long a, long b, long c) {
        return callLong(function, a, b, c, 0, 0, 0);
    }

    private static long invoke(
            MethodHandle function,
            MemorySegment state,
            long a,
            long b,
            long c,
            long d,
            long e,
            long f) {
        try {
            return (long) function.invokeExact(state, a, b, c, d, e, f);
        } catch (Throwable t) {
            // The call throws an exception only if the method handle has a wrong shape.
            throw new IpcException(Category.FAILED, "cannot call the C library: " + t, t);
        }
    }
}
