package ipckit.common.pipe.kernel;

import ipckit.common.os.ShortPath;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Opens stream sockets of unix(7) in a directory whose path may have any length. */
public final class UnixSocket {
    private UnixSocket() {}

    /**
     * Creates a socket that accepts connections.
     *
     * @param name the name of the socket in the directory
     */
    public static ServerSocketChannel listen(Path directory, String name) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try (ShortPath path = ShortPath.of(directory)) {
            return listener.bind(address(path, name));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    /** Connects to a socket that another process has created with {@link #listen}. */
    public static SocketChannel connect(Path directory, String name) throws IOException {
        try (ShortPath path = ShortPath.of(directory)) {
            return SocketChannel.open(address(path, name));
        }
    }

    private static UnixDomainSocketAddress address(ShortPath directory, String name) {
        return UnixDomainSocketAddress.of(directory.path().resolve(name));
    }
}
