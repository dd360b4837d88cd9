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
import java.util.function.Supplier;

/**
 * Calls functions of the C library on the JVM. This is the only class that uses the linker of
 * {@code java.lang.foreign}. A call through the linker takes 0.2 µs on the JVM, but 10 µs in a
 * native binary (a program compiled by GraalVM). Therefore the module {@code tools/native} replaces
 * all methods of this class when a native binary is built. The methods use only primitive types and
 * strings, so that the replacement needs no object of the linker.
 *
 * <p>One method handle serves all functions, and gets the address of the function as an argument.
 * The creation of the first method handle takes 3 to 12 ms at the start of a program.
 *
 * <p>Several threads may use this class at the same time.
 */
final class LibraryCall {
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CALL_STATE.byteOffset(PathElement.groupElement("errno"));

    /**
     * The memory in which the JVM stores errno after each call. Each thread has such a memory of
     * its own, because each thread has its own errno.
     */
    private static final ThreadLocal<MemorySegment> ERRNO_STATE =
            ThreadLocal.withInitial(new ErrnoState());

    private static final MethodHandle HANDLE = handle();

    private LibraryCall() {}

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

    // The compiler warns about each native call. The warning is suppressed here, because only this
    // class makes native calls.
    @SuppressWarnings("restricted")
    private static MethodHandle handle() {
        FunctionDescriptor sixWords =
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                        JAVA_LONG);
        return Linker.nativeLinker()
                .downcallHandle(sixWords, Linker.Option.captureCallState("errno"));
    }

    /**
     * Returns the address of a function or variable of the C library; 0 if the C library of this
     * process lacks it.
     */
    static long find(String name) {
        MemorySegment found = Linker.nativeLinker().defaultLookup().find(name).orElse(null);
        return found == null ? 0 : found.address();
    }

    /**
     * Calls a function, and returns its result. The upper half of the result is undefined if the
     * function returns an {@code int}.
     *
     * @param function the address of the function
     */
    static long invoke(long function, long a, long b, long c, long d, long e, long f) {
        MemorySegment address = MemorySegment.ofAddress(function);
        try {
            return (long) HANDLE.invokeExact(address, ERRNO_STATE.get(), a, b, c, d, e, f);
        } catch (Throwable t) {
            // A C function throws no exception. This block exists because invokeExact declares
            // Throwable.
            throw new IpcException(Category.FAILED, "cannot call the C library: " + t, t);
        }
    }

    /**
     * Returns the errno of the latest call of this thread. The value is defined only if the call
     * failed.
     */
    static int errno() {
        return ERRNO_STATE.get().get(JAVA_INT, ERRNO);
    }
}
