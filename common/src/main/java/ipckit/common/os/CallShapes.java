package ipckit.common.os;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * C functions of up to six arguments, all of them integers or pointers: each has a register of 64
 * bits to itself on the systems that we run on, so that one shape fits all of them. A shape costs 3
 * to 12 ms when its first handle is made, and another handle of it nothing that can be measured; so
 * programs that need many functions when they start call them so.
 */
final class CallShapes {
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(
                    Libc.LONG, Libc.LONG, Libc.LONG, Libc.LONG, Libc.LONG, Libc.LONG, Libc.LONG);

    private CallShapes() {}

    /** A handle for a function that is there. */
    static MethodHandle function(String name) {
        return Libc.function(name, SHAPE, Libc.capturingErrno());
    }

    /** A handle for a function that not all C libraries have; null where it is absent. */
    static MethodHandle optional(String name) {
        return Libc.isThere(name) ? function(name) : null;
    }

    /** The {@code int} that it returns; for −1 the error's negative number. */
    static int call(MethodHandle function, long a, long b, long c, long d, long e, long f) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            int result = (int) (long) function.invokeExact(state, a, b, c, d, e, f);
            return result == -1 ? -Libc.errno(state) : result;
        } catch (Throwable t) {
            throw Libc.unexpected("a function of C", t);
        }
    }

    /** The same with fewer arguments. */
    static int call(MethodHandle function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /** The same of one that returns a number of bytes. */
    static long count(MethodHandle function, long a, long b, long c) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Libc.errnoState(arena);
            long result = (long) function.invokeExact(state, a, b, c, 0L, 0L, 0L);
            return result == -1 ? -Libc.errno(state) : result;
        } catch (Throwable t) {
            throw Libc.unexpected("a function of C", t);
        }
    }
}
