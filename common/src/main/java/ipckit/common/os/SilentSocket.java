package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ipckit.common.IpcException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A socket to which no process can send, because it has no address. read(2) on the socket therefore
 * fails with EAGAIN after a time limit. A shell that inherits the socket can use its builtin {@code
 * read} on the socket to wait until this limit has passed. For such a wait, the shell needs no
 * other process.
 */
public final class SilentSocket implements AutoCloseable {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;

    /** The option SO_RCVTIMEO of setsockopt(2). POWER processors have another number for it. */
    private static final int SO_RCVTIMEO =
            System.getProperty("os.arch").startsWith("ppc64") ? 18 : 20;

    private static final long MICROS_A_SECOND = 1_000_000;

    private static final class Call {
        static final LibraryFunction SOCKET = CallShapes.function("socket");
        static final LibraryFunction SETSOCKOPT = CallShapes.function("setsockopt");
    }

    private final int descriptor;

    private SilentSocket(int descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Creates a socket.
     *
     * @param micros the time limit of read(2) in microseconds
     * @throws IpcException if no descriptor or no memory is left
     */
    public static SilentSocket open(long micros) {
        int type = SOCK_DGRAM | SOCK_CLOEXEC;
        int opened = Libc.checked(CallShapes.call(Call.SOCKET, AF_UNIX, type, 0), "cannot wait");
        SilentSocket socket = new SilentSocket(opened);
        try (Arena arena = Arena.ofConfined()) {
            // The limit is a struct timeval, which consists of seconds and microseconds.
            MemorySegment limit = arena.allocate(JAVA_LONG, 2);
            limit.setAtIndex(JAVA_LONG, 0, micros / MICROS_A_SECOND);
            limit.setAtIndex(JAVA_LONG, 1, micros % MICROS_A_SECOND);
            int result =
                    CallShapes.call(
                            Call.SETSOCKOPT,
                            opened,
                            SOL_SOCKET,
                            SO_RCVTIMEO,
                            limit.address(),
                            limit.byteSize(),
                            0);
            Libc.checked(result, "cannot wait");
            return socket;
        } catch (IpcException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns the number of the descriptor. */
    public int number() {
        return descriptor;
    }

    @Override
    public void close() {
        FileDescriptors.close(descriptor);
    }
}
