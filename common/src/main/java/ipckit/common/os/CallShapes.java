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
 * The one shape in which this package calls C functions: up to six arguments and a result, each an
 * integer or a pointer. On the 64-bit systems that ipckit supports, each of these arguments has a
 * 64-bit register of its own, so one shape fits every function, including variadic ones.
 *
 * <p>The first handle of a shape costs 3 to 12 ms of start-up, and further handles of the same
 * shape cost nothing measurable. A native binary needs each shape named in {@code
 * reachability-metadata.json}. Safe for several threads.
 */
final class CallShapes {
    private static final FunctionDescriptor SIX_WORDS =
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CALL_STATE.byteOffset(PathElement.groupElement("errno"));

    /**
     * The memory in which the linker stores errno after a call; each thread has its own, as errno
     * belongs to a thread.
     */
    private static final ThreadLocal<MemorySegment> ERRNO_STATE =
            ThreadLocal.withInitial(new ErrnoState());

    private CallShapes() {}

    /**
     * A class starts faster than a lambda, and most programs make a native call when they start.
     */
    private static final class ErrnoState implements Supplier<MemorySegment> {
        @Override
        public MemorySegment get() {
            return Arena.ofAuto().allocate(CALL_STATE);
        }
    }

    /** Returns every shape, for the comparison with the metadata of native binaries. */
    static List<FunctionDescriptor> all() {
        return List.of(SIX_WORDS);
    }

    /** Returns a handle for a function of the C library. */
    @SuppressWarnings("restricted") // only this package makes native calls
    static MethodHandle function(String name) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                SIX_WORDS,
                Linker.Option.captureCallState("errno"));
    }

    /** Returns a handle for a function that some C libraries lack, or null if this one lacks it. */
    static MethodHandle optional(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).isPresent() ? function(name) : null;
    }

    /** Calls a function that returns an {@code int}; returns −errno when the result is −1. */
    static int call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = ERRNO_STATE.get();
        int result = (int) invoke(function, state, a, b, c, d, e, f);
        return result == -1 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    /**
     * Calls a function of at most three arguments that returns an {@code int}; returns −errno when
     * the result is −1.
     */
    static int call(MethodHandle function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /**
     * Calls a function that returns an {@code int}, and calls it again whenever a signal interrupts
     * the call. Returns −errno when the result is −1.
     */
    static int callUntilDone(MethodHandle function, long a, long b, long c, long d) {
        int result;
        do {
            result = call(function, a, b, c, d, 0, 0);
        } while (result == -Libc.EINTR);
        return result;
    }

    /** Calls a function that returns a size or an address; returns −errno when the result is −1. */
    static long callLong(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = ERRNO_STATE.get();
        long result = invoke(function, state, a, b, c, d, e, f);
        return result == -1 ? -state.get(JAVA_INT, ERRNO) : result;
    }

    /**
     * Calls a function of at most three arguments that returns a size or an address; returns −errno
     * when the result is −1.
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
        } catch (Throwable t) { // only a wrong shape causes this
            throw new IpcException(Category.FAILED, "cannot call the C library: " + t, t);
        }
    }
}
