package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Tests with poll(2) whether a descriptor can be read or written, or waits until it can be read or
 * written. Safe for several threads.
 */
public final class Poll {
    private static final short POLLIN = 0x001;
    private static final short POLLOUT = 0x004;
    private static final short POLLERR = 0x008;
    private static final short POLLHUP = 0x010;

    private static final class Call {
        static final MethodHandle POLL = CallShapes.function("poll");
    }

    private Poll() {}

    /**
     * Returns whether the descriptor refers to a pipe or socket whose other end is closed, or to a
     * terminal that is no longer connected. Returns false for a regular file. Never waits.
     */
    public static boolean isHungUp(int descriptor) {
        return (poll(descriptor, (short) 0, 0) & (POLLERR | POLLHUP)) != 0;
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

    private static short poll(int descriptor, short events, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(8, 4);
            pollfd.set(JAVA_INT, 0, descriptor);
            pollfd.set(JAVA_SHORT, 4, events);
            int ready = CallShapes.call(Call.POLL, pollfd.address(), 1, millis);
            return ready > 0 ? pollfd.get(JAVA_SHORT, 6) : 0;
        }
    }
}
