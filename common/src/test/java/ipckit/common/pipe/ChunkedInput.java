package ipckit.common.pipe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.IntSupplier;

/** An input channel for tests. The test chooses how many bytes each read returns. */
final class ChunkedInput implements ReadableByteChannel {
    private final ByteBuffer left;
    private final IntSupplier chunk;
    private int reads;
    private String failure;

    ChunkedInput(byte[] stream, IntSupplier chunk) {
        left = ByteBuffer.wrap(stream);
        this.chunk = chunk;
    }

    ChunkedInput(String stream, int chunk) {
        this(stream.getBytes(ISO_8859_1), () -> chunk);
    }

    void failAtEnd(String message) {
        failure = message;
    }

    int reads() {
        return reads;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        reads++;
        if (!left.hasRemaining()) {
            if (failure != null) {
                throw new IOException(failure);
            }
            return -1;
        }
        int n = Math.min(Math.min(chunk.getAsInt(), left.remaining()), target.remaining());
        target.put(left.slice().limit(n));
        left.position(left.position() + n);
        return n;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
