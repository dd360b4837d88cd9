package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Makes method handles of C functions, stores errno, and turns errno into categories. */
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int EINVAL = 22;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int EPIPE = 32;
    static final int ENOSYS = 38;
    static final int ETIMEDOUT = 110;
    static final int EOPNOTSUPP = 95;
    static final int EIDRM = 43;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CALL_STATE.byteOffset(PathElement.groupElement("errno"));

    private Libc() {}

    /**
     * Returns a handle for a C function. If errno is captured, the function's first argument is the
     * memory for errno.
     */
    @SuppressWarnings("restricted") // only this package makes native calls
    static MethodHandle function(String name, FunctionDescriptor shape, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
    }

    /** Returns whether the C library has a function of this name. */
    static boolean isThere(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).isPresent();
    }

    /**
     * Returns the option that makes a handle take an {@link #errnoState} as its first argument and
     * store errno in it.
     */
    static Linker.Option capturingErrno() {
        return Linker.Option.captureCallState("errno");
    }

    /** Allocates memory in which a call stores errno. */
    static MemorySegment errnoState(Arena arena) {
        return arena.allocate(CALL_STATE);
    }

    /** Returns the errno that the last call stored in the memory. */
    static int errno(MemorySegment state) {
        return state.get(ValueLayout.JAVA_INT, ERRNO);
    }

    /**
     * Returns the exception for a failure of a method handle, which only a wrong shape can cause.
     */
    static IpcException unexpected(Throwable cause) {
        return new IpcException(Category.FAILED, "cannot call the C library: " + cause, cause);
    }

    /** Copies bytes into native memory and ends them with a zero byte, as C ends a string. */
    static MemorySegment string(byte[] bytes, Arena arena) {
        MemorySegment copy = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return copy;
    }

    /** Copies strings and ends them with a null pointer, as C passes arguments and variables. */
    static MemorySegment strings(List<byte[]> strings, Arena arena) {
        MemorySegment pointers = arena.allocate(LONG, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            pointers.setAtIndex(LONG, i, string(strings.get(i), arena).address());
        }
        return pointers;
    }

    /** Returns the exception that reports a failed call to a user. */
    static IpcException failure(String what, int errno) {
        Category category =
                switch (errno) {
                    case EPERM, EACCES -> Category.DENIED;
                    case ENOENT -> Category.ABSENT;
                    case EEXIST -> Category.EXISTS;
                    case ENOSPC -> Category.NO_SPACE;
                    default -> Category.IO;
                };
        return new IpcException(category, what + ": " + text(errno));
    }

    /** Returns the text of an errno in an error message. */
    static String text(int errno) {
        return switch (errno) {
            case EPERM, EACCES -> "permission denied";
            case ENOENT -> "no such file or directory";
            case EEXIST -> "it exists already";
            case ENOSPC -> "no space left";
            case EAGAIN -> "too many processes";
            case ENOMEM -> "not enough memory";
            case EMFILE, ENFILE -> "too many open files";
            default -> "errno " + errno;
        };
    }

    /**
     * The layout of C's {@code long}, {@code size_t} and pointers on the 64-bit systems that ipckit
     * supports.
     */
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
}
