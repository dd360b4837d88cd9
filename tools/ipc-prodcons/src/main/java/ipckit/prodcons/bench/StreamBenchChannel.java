package ipckit.prodcons.bench;

import ipckit.common.pipe.kernel.UnixSocket;
import ipckit.common.process.ChildProcess;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A channel of two pipes, one for each direction, or of a UNIX socket. Sending an item takes one
 * write. Receiving an item takes one read, or several reads if the kernel returns the item in
 * parts.
 */
final class StreamBenchChannel implements BenchChannel {
    private static final String SOCKET = "socket";

    private final WritableByteChannel out;
    private final ReadableByteChannel in;
    private final ByteBuffer sent = buffer();
    private final ByteBuffer received = buffer();
    private long systemCalls;

    StreamBenchChannel(WritableByteChannel out, ReadableByteChannel in) {
        this.out = out;
        this.in = in;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(MAX_BYTES).order(ByteOrder.nativeOrder());
    }

    /** Opens the client's ends of the named pipes. Waits until the server opens the other ends. */
    static StreamBenchChannel ofClientFifos(Path directory) throws IOException {
        FileChannel out = writing(directory.resolve(BenchMechanism.TO_SERVER));
        return new StreamBenchChannel(out, reading(directory.resolve(BenchMechanism.TO_CLIENT)));
    }

    /** Opens the server's ends of the named pipes. Waits until the client opens the other ends. */
    static StreamBenchChannel ofServerFifos(Path directory) throws IOException {
        FileChannel in = reading(directory.resolve(BenchMechanism.TO_SERVER));
        return new StreamBenchChannel(writing(directory.resolve(BenchMechanism.TO_CLIENT)), in);
    }

    /**
     * Opens the pipes to a child's stdin and from its stdout, without buffers. The streams of
     * {@link ChildProcess} have buffers, which would change the measured times.
     */
    static StreamBenchChannel toChild(ChildProcess child) throws IOException {
        Path descriptors = Path.of("/proc/" + child.pid() + "/fd");
        StreamBenchChannel channel =
                new StreamBenchChannel(
                        writing(descriptors.resolve("0")), reading(descriptors.resolve("1")));
        child.closePipes();
        return channel;
    }

    /**
     * Creates a UNIX socket that accepts the connection of the server. The client creates the
     * socket before it starts the server.
     */
    static ServerSocketChannel listen(Path directory) throws IOException {
        return UnixSocket.listen(directory, SOCKET);
    }

    /** Waits until the server connects to the socket. */
    static StreamBenchChannel accept(ServerSocketChannel listener) throws IOException {
        SocketChannel connection = listener.accept();
        return new StreamBenchChannel(connection, connection);
    }

    /** Connects the server to the socket of the client. */
    static StreamBenchChannel connect(Path directory) throws IOException {
        SocketChannel connection = UnixSocket.connect(directory, SOCKET);
        return new StreamBenchChannel(connection, connection);
    }

    private static FileChannel reading(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    private static FileChannel writing(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.WRITE);
    }

    @Override
    public void send(long sequence, int size) {
        sent.clear().limit(size);
        sent.putLong(0, sequence);
        try {
            while (sent.hasRemaining()) {
                out.write(sent);
                systemCalls++;
            }
        } catch (IOException e) {
            throw BenchChannel.peerEnded(e);
        }
    }

    @Override
    public long receive(int size) {
        received.clear().limit(size);
        try {
            while (received.hasRemaining()) {
                if (in.read(received) < 0) {
                    throw BenchChannel.peerEnded(null);
                }
                systemCalls++;
            }
        } catch (IOException e) {
            throw BenchChannel.peerEnded(e);
        }
        return received.getLong(0);
    }

    @Override
    public void settle() {
        // Pipes and sockets have no acknowledgement, because a read removes the item.
    }

    @Override
    public void setSecond(long value) {
        sent.putLong(Long.BYTES, value);
    }

    @Override
    public long second() {
        return received.getLong(Long.BYTES);
    }

    @Override
    public long systemCalls() {
        return systemCalls;
    }

    @Override
    public void close() {
        try {
            out.close();
            in.close();
        } catch (IOException e) {
            throw BenchChannel.peerEnded(e);
        }
    }
}
