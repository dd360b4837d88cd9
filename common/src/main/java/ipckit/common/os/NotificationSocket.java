package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/**
 * The socket to which a service sends news of its state, as in sd_notify(3). The environment
 * variable {@link #VARIABLE} contains the socket's address: a path that begins with a slash, or
 * {@code @} and a name in the abstract namespace of unix(7). Each message is one datagram.
 *
 * <p>If a message cannot be sent, it is lost, and no error is reported, because the service also
 * works without its service manager. Addresses of other kinds, such as {@code vsock:}, are ignored.
 * Several threads may use an instance at the same time.
 */
public final class NotificationSocket {
    /** The environment variable that contains the address. */
    public static final String VARIABLE = "NOTIFY_SOCKET";

    private static final short AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** The offset of {@code sun_path} in {@code struct sockaddr_un}. */
    private static final int PATH = Short.BYTES;

    /** The size in bytes of {@code sun_path}. */
    private static final int LONGEST_PATH = 108;

    private static final class Call {
        static final LibraryFunction SOCKET = CallShapes.function("socket");
        static final LibraryFunction SENDTO = CallShapes.function("sendto");
    }

    private final byte[] address;

    private NotificationSocket(byte[] address) {
        this.address = address;
    }

    /**
     * Returns the socket that this process's environment names. Returns null if {@link #VARIABLE}
     * is not set, or if its value is not an address that this class supports.
     */
    public static NotificationSocket inherited() {
        if (System.getenv(VARIABLE) == null) {
            // System.getenv makes no native call. Therefore a process without this variable avoids
            // its first native call, which is slow.
            return null;
        }
        byte[] address = ProcessEnvironment.inherited(VARIABLE);
        boolean known =
                address != null
                        && address.length > 1
                        && address.length < LONGEST_PATH
                        && (address[0] == '/' || address[0] == '@');
        return known ? new NotificationSocket(address) : null;
    }

    /**
     * Sends a message.
     *
     * @param message ASCII text, such as {@code READY=1}
     * @param wait true to wait while the receiver's queue is full; false to drop the message if the
     *     queue is full
     */
    public void send(String message, boolean wait) {
        int socket = CallShapes.call(Call.SOCKET, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (socket < 0) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
            MemorySegment content = Libc.string(bytes, arena);
            MemorySegment receiver = receiver(arena);
            int flags = MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT);
            int result;
            do {
                result =
                        CallShapes.call(
                                Call.SENDTO,
                                socket,
                                content.address(),
                                bytes.length,
                                flags,
                                receiver.address(),
                                PATH + address.length);
            } while (result == -Libc.EINTR);
        } finally {
            FileDescriptors.close(socket);
        }
    }

    /**
     * Returns the address as a {@code struct sockaddr_un}. If the address begins with {@code @}, a
     * zero byte replaces this character. No zero byte is needed at the end of the address, because
     * the caller passes the address's length to the kernel.
     */
    private MemorySegment receiver(Arena arena) {
        MemorySegment receiver = arena.allocate(PATH + LONGEST_PATH, Short.BYTES);
        receiver.set(JAVA_SHORT, 0, AF_UNIX);
        receiver.asSlice(PATH).copyFrom(MemorySegment.ofArray(address));
        if (address[0] == '@') {
            receiver.set(JAVA_BYTE, PATH, (byte) 0);
        }
        return receiver;
    }
}
