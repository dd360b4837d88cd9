package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Copies strings for C functions, and turns the errno of a failed call into an exception. */
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
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
    static final int ENOMSG = 42;
    static final int EIDRM = 43;
    static final int EOPNOTSUPP = 95;

    private Libc() {}

    /**
     * Copies bytes into native memory, and appends the zero byte that marks the end of a string in
     * C.
     */
    static MemorySegment string(byte[] bytes, Arena arena) {
        MemorySegment copy = arena.allocate(bytes.length + 1L);
        // copyFrom() is used instead of the method of MemorySegment that copies from an array,
        // because the first call of that method makes the JVM generate a class.
        copy.copyFrom(MemorySegment.ofArray(bytes));
        return copy;
    }

    /**
     * Copies strings into native memory, and returns the array of their addresses. A null pointer
     * ends the array. C passes arguments and environment variables in this form.
     */
    static MemorySegment strings(List<byte[]> strings, Arena arena) {
        MemorySegment pointers = arena.allocate(JAVA_LONG, strings.size() + 1L);
        for (int i = 0; i < strings.size(); i++) {
            pointers.setAtIndex(JAVA_LONG, i, string(strings.get(i), arena).address());
        }
        return pointers;
    }

    /**
     * Returns the result of a C function, or throws an exception if the function failed.
     *
     * @param result the result of the function, or −errno if the function failed
     * @param doing the first words of the exception's message, for example "cannot open jobs"
     * @throws IpcException if the function failed
     */
    static int checked(int result, String doing) {
        if (result < 0) {
            throw failure(doing, -result);
        }
        return result;
    }

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
}
