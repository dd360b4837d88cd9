package ipckit.common.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The stream from a pipe's reading end. {@code available} returns how many bytes can be read
 * without blocking.
 */
final class PipeInputStream extends InputStream {
    private final Pipe pipe;

    PipeInputStream(Pipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        return length == 0 ? 0 : pipe.out().read(ByteBuffer.wrap(bytes, from, length));
    }

    @Override
    public int available() {
        return pipe.ends.out().unread();
    }

    @Override
    public void close() {
        pipe.closeOut();
    }
}
