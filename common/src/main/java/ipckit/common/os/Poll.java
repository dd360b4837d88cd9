package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Waits with poll(2) until a descriptor can be read or written, or until the other end of a pipe or
 * socket is closed. Other methods test without waiting whether the other end is closed, and whether
 * a descriptor refers to a pipe or a socket. Several threads may use this class at the same time.
 */
public final class Poll {
    private static final short NONE = 0;
    private static final short POLLIN = 0x001;
    private static final short POLLOUT = 0x004;
    private static final short POLLERR = 0x008;
    private static final short POLLHUP = 0x010;
    private static final int FOREVER = -1;
    private static final int F_GETPIPE_SZ = 1032;

    /** The size in bytes of {@code struct pollfd}: an int and two shorts. */
    private static final long POLLFD = 8;

    private static final class Call {
        static final LibraryFunction POLL = CallShapes.function("poll");
    }

    private Poll() {}

    /**
     * Returns whether the descriptor refers to a pipe or socket whose other end is closed, or to a
     * terminal that is no longer connected. Returns false for a regular file. Never waits.
     */
    public static boolean isHungUp(int descriptor) {
        return (poll(descriptor, NONE, 0) & (POLLERR | POLLHUP)) != 0;
    }

    /**
     * Returns whether the descriptor refers to a pipe, a named pipe or a socket. A process at the
     * other end of such a file can close that end.
     */
    public static boolean hasOtherEnd(int descriptor) {
        return isPipe(descriptor) || isSocket(descriptor);
    }

    /** Returns whether the descriptor refers to a pipe or a named pipe. */
    public static boolean isPipe(int descriptor) {
        return FileDescriptors.control(descriptor, F_GETPIPE_SZ, 0) >= 0;
    }

    private static boolean isSocket(int descriptor) {
        try {
            Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
            return Files.readSymbolicLink(link).toString().startsWith("socket:");
        } catch (IOException e) {
            // The descriptor is closed, or /proc is not mounted.
            return false;
        }
    }

    /**
     * Waits until the other end of a pipe or socket is closed. For a regular file, the wait would
     * never end.
     */
    public static void awaitHangUp(int descriptor) {
        while (poll(descriptor, NONE, FOREVER) == 0) {
            // A signal has ended poll(2), so the loop calls it again.
        }
    }

    /**
     * Waits until the descriptor can be read, for at most {@code millis} milliseconds.
     *
     * @return true if the descriptor can be read; false if the time limit, a signal or an error
     *     ended the wait
     */
    public static boolean awaitReadable(int descriptor, int millis) {
        return (poll(descriptor, POLLIN, millis) & POLLIN) != 0;
    }

    /**
     * Waits until the descriptor can be written, for at most {@code millis} milliseconds.
     *
     * @return true if the descriptor can be written; false if the time limit, a signal or an error
     *     ended the wait
     */
    public static boolean awaitWritable(int descriptor, int millis) {
        return (poll(descriptor, POLLOUT, millis) & POLLOUT) != 0;
    }

    /**
     * Waits until one of two descriptors can be read without blocking, for at most {@code millis}
     * milliseconds. A descriptor at the end of file can be read without blocking.
     *
     * @return the descriptor that can be read; the first if both can be read; −1 if the time limit,
     *     a signal or an error ended the wait
     */
    public static int awaitReadable(int first, int second, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfds = arena.allocate(2 * POLLFD, 4);
            pollfds.set(JAVA_INT, 0, first);
            pollfds.set(JAVA_SHORT, 4, POLLIN);
            pollfds.set(JAVA_INT, POLLFD, second);
            pollfds.set(JAVA_SHORT, POLLFD + 4, POLLIN);
            if (CallShapes.call(Call.POLL, pollfds.address(), 2, millis) <= 0) {
                return -1;
            }
            return pollfds.get(JAVA_SHORT, 6) != 0 ? first : second;
        }
    }

    private static short poll(int descriptor, short events, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(POLLFD, 4);
            pollfd.set(JAVA_INT, 0, descriptor);
            pollfd.set(JAVA_SHORT, 4, events);
            int ready = CallShapes.call(Call.POLL, pollfd.address(), 1, millis);
            return ready > 0 ? pollfd.get(JAVA_SHORT, 6) : 0;
        }
    }
}
