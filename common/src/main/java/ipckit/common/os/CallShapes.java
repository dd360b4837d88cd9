package ipckit.common.os;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/**
 * Calls functions of the C library. All calls have the same shape, that is, the same types of
 * arguments and result: six arguments and a result, each an integer or a pointer of 64 bits. On the
 * 64-bit systems that ipckit supports, C passes each of these arguments in its own register.
 * Therefore the shape fits every function with at most six arguments, including variadic functions.
 *
 * <p>Several threads may use this class at the same time.
 */
final class CallShapes {
    private static final int QUIT = 3;
    private static final int DEFAULT = 0;
    private static final int IGNORE = 1;

    // The first native call initializes this class. If Signals.endByQuit() was called before, this
    // initializer makes QUIT end this process, instead of printing the stacks of the JVM's threads.
    // If the program was started with INT ignored, this initializer makes the process ignore QUIT:
    // a shell script starts its background jobs with both signals ignored.
    static {
        if (Signals.isEndedByQuit()) {
            call(function("signal"), QUIT, Signals.ignoresInterrupt() ? IGNORE : DEFAULT, 0);
        }
    }

    private CallShapes() {}

    /**
     * Returns a function of the C library.
     *
     * @throws IpcException if the C library of this process lacks the function
     */
    static LibraryFunction function(String name) {
        LibraryFunction function = optional(name);
        if (function == null) {
            throw new IpcException(Category.FAILED, "the C library lacks the function " + name);
        }
        return function;
    }

    /**
     * Returns a function that not every C library has; null if the C library of this process lacks
     * the function.
     */
    static LibraryFunction optional(String name) {
        long address = LibraryCall.find(name);
        return address == 0 ? null : new LibraryFunction(address);
    }

    /**
     * Calls a function that returns an {@code int}. Returns the function's result, or −errno if
     * this result is −1.
     */
    static int call(LibraryFunction function, long a, long b, long c, long d, long e, long f) {
        int result = (int) LibraryCall.invoke(function.address(), a, b, c, d, e, f);
        return result == -1 ? -LibraryCall.errno() : result;
    }

    /**
     * Calls a function that has at most three arguments and returns an {@code int}. Returns the
     * function's result, or −errno if this result is −1.
     */
    static int call(LibraryFunction function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0, 0);
    }

    /**
     * Calls a function that returns an {@code int}, and repeats the call whenever a signal
     * interrupts the call. Returns the function's last result, or −errno if this result is −1.
     */
    static int callUntilDone(LibraryFunction function, long a, long b, long c, long d) {
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
    static long callLong(LibraryFunction function, long a, long b, long c, long d, long e, long f) {
        long result = LibraryCall.invoke(function.address(), a, b, c, d, e, f);
        return result == -1 ? -LibraryCall.errno() : result;
    }

    /**
     * Calls a function that has at most three arguments and returns a size or an address. Returns
     * the function's result, or −errno if this result is −1.
     */
    static long callLong(LibraryFunction function, long a, long b, long c) {
        return callLong(function, a, b, c, 0, 0, 0);
    }
}
