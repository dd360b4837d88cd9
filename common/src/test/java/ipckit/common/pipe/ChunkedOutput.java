package ipckit.common.pipe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.function.IntSupplier;

/**
 * An output channel for tests. The test chooses how many bytes each write accepts, and after how
 * many bytes all writes fail.
 */
final class ChunkedOutput implements GatheringByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final IntSupplier chunk;
    private int limit = Integer.MAX_VALUE;
    private String failure;
    private int writes;

    ChunkedOutput(IntSupplier chunk) {
        this.chunk = chunk;
    }

    void failAfter(int bytes, String message) {
        limit = bytes;
        failure = message;
    }

    byte[] taken() {
        return taken.toByteArray();
    }

    int writes() {
        return writes;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return (int) write(new ByteBuffer[] {source}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] sources) throws IOException {
        return write(sources, 0, sources.length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        writes++;
        if (taken.size() == limit) {
            throw new IOException(failure);
        }
        int left = Math.min(chunk.getAsInt(), limit - taken.size());
        int before = taken.size();
        for (int i = offset; i < offset + length; i++) {
            byte[] bytes = new byte[Math.min(left, sources[i].remaining())];
            sources[i].get(bytes);
            taken.writeBytes(bytes);
            left -= bytes.length;
        }
        return taken.size() - before;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {}
}
