package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.ChildProcess;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Two pipes, one each way: an item is one write, and one read where the kernel allows it. */
final class PipeBenchChannel implements BenchChannel {
    private final FileChannel out;
    private final FileChannel in;
    private final ByteBuffer sent = buffer();
    private final ByteBuffer received = buffer();
    private long systemCalls;

    /** Items go out by the one, and come in by the other. */
    PipeBenchChannel(FileChannel out, FileChannel in) {
        this.out = out;
        this.in = in;
    }

    private static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(MOST_BYTES).order(ByteOrder.nativeOrder());
    }

    /** Waits until the server opens them, too. */
    static PipeBenchChannel ofFifosAtClient(Path directory) throws IOException {
        FileChannel out = writing(directory.resolve(BenchMechanism.THERE));
        return new PipeBenchChannel(out, reading(directory.resolve(BenchMechanism.BACK)));
    }

    /** Waits until the client opens them, too. */
    static PipeBenchChannel ofFifosAtServer(Path directory) throws IOException {
        FileChannel in = reading(directory.resolve(BenchMechanism.THERE));
        return new PipeBenchChannel(writing(directory.resolve(BenchMechanism.BACK)), in);
    }

    /** Uses the pipes to a child's standard streams, as file channels without buffers. */
    static PipeBenchChannel toChild(ChildProcess child) throws IOException {
        Path descriptors = Path.of("/proc/" + child.pid() + "/fd");
        PipeBenchChannel channel =
                new PipeBenchChannel(
                        writing(descriptors.resolve("0")), reading(descriptors.resolve("1")));
        child.closePipes();
        return channel;
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
            throw gone(e);
        }
    }

    @Override
    public long receive(int size) {
        received.clear().limit(size);
        try {
            while (received.hasRemaining()) {
                if (in.read(received) < 0) {
                    throw gone(null);
                }
                systemCalls++;
            }
        } catch (IOException e) {
            throw gone(e);
        }
        return received.getLong(0);
    }

    private static IpcException gone(IOException cause) {
        return new IpcException(Category.FAILED, "the other process has gone", cause);
    }

    @Override
    public void settle() {
        // read is taken
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
            throw gone(e);
        }
    }
}
