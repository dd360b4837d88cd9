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
import java.lang.invoke.VarHandle;

/** How a C function becomes a method handle, and where its errno is kept. */
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
    private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

    private Libc() {}

    /** A handle for the C function; its first argument is an errno state when captured. */
    @SuppressWarnings("restricted") // calling C is what this room is for
    static MethodHandle function(String name, FunctionDescriptor shape, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
    }

    /** Whether the C library has such a function. */
    static boolean isThere(String name) {
        return Linker.nativeLinker().defaultLookup().find(name).isPresent();
    }

    /** The option that makes a handle take an {@link #errnoState} first and fill it. */
    static Linker.Option capturingErrno() {
        return Linker.Option.captureCallState("errno");
    }

    /** Room for the errno of one call. */
    static MemorySegment errnoState(Arena arena) {
        return arena.allocate(CALL_STATE);
    }

    /** What the call that was given this state left in errno. */
    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /** A method handle invocation can only fail with what we did wrong in describing it. */
    static IpcException unexpected(String function, Throwable cause) {
        return new IpcException(Category.FAILED, "cannot call " + function + ": " + cause, cause);
    }

    /** A failed call, told as what it means to a user. */
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

    /** C's {@code unsigned short}. */
    static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;

    /** C's {@code int}. */
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /** C's {@code long}, {@code size_t} and {@code ssize_t} on the 64-bit systems we run on. */
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
}
