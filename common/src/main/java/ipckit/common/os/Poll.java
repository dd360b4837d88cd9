package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** poll(2) on one descriptor. */
public final class Poll {
    private static final short POLLIN = 0x001;
    private static final short POLLOUT = 0x004;
    private static final short POLLERR = 0x008;
    private static final short POLLHUP = 0x010;

    private static final class Call {
        static final MethodHandle POLL =
                Libc.function("poll", FunctionDescriptor.of(INT, ADDRESS, LONG, INT));
    }

    private Poll() {}

    /**
     * Whether nobody reads what is written to the descriptor any more: the readers of a pipe or the
     * peer of a socket have gone. Never waits. False for files and terminals.
     */
    public static boolean isHungUp(int descriptor) {
        return (poll(descriptor, (short) 0, 0) & (POLLERR | POLLHUP)) != 0;
    }

    /** Waits until there is something to read, at most {@code millis}; a signal ends it early. */
    public static boolean awaitReadable(int descriptor, int millis) {
        return (poll(descriptor, POLLIN, millis) & POLLIN) != 0;
    }

    /** The same until something can be written. */
    public static boolean awaitWritable(int descriptor, int millis) {
        return (poll(descriptor, POLLOUT, millis) & POLLOUT) != 0;
    }

    private static short poll(int descriptor, short events, int millis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(8, 4);
            pollfd.set(ValueLayout.JAVA_INT, 0, descriptor);
            pollfd.set(ValueLayout.JAVA_SHORT, 4, events);
            int ready = (int) Call.POLL.invokeExact(pollfd, 1L, millis);
            return ready > 0 ? pollfd.get(ValueLayout.JAVA_SHORT, 6) : 0;
        } catch (Throwable t) {
            throw Libc.unexpected("poll", t);
        }
    }
}
