package ipckit.common.pipe;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/**
 * Writes buffers to a stream completely. After a failed write, {@link #written()} returns the
 * number of bytes written, and {@link #explain} returns the cause.
 */
final class FullWriter {
    private final WritableByteChannel channel;
    private final BooleanSupplier peerGone;
    private long written;

    FullWriter(WritableByteChannel channel, BooleanSupplier peerGone) {
        this.channel = channel;
        this.peerGone = peerGone;
    }

    /**
     * Returns the number of bytes that the last {@link #write} wrote, even if that write failed.
     */
    long written() {
        return written;
    }

    /**
     * Writes the first {@code n} buffers completely. If the channel can take several buffers in one
     * call, as in writev(2), this method passes all remaining buffers at once.
     */
    void write(ByteBuffer[] parts, int n) throws IOException {
        written = 0;
        int tries = 0;
        for (int i = 0; i < n; ) {
            if (!parts[i].hasRemaining()) {
                i++;
                continue;
            }
            long taken =
                    n - i > 1 && channel instanceof GatheringByteChannel gathering
                            ? gathering.write(parts, i, n - i)
                            : channel.write(parts[i]);
            if (taken == 0) {
                NonBlockingRetry.pause(tries++);
            } else {
                tries = 0;
                written += taken;
            }
        }
    }

    /**
     * Returns the exception that the caller throws after a failed write. The category is
     * OUTPUT_CLOSED if the function {@code peerGone} reports that the reader has closed the stream.
     * It is NO_SPACE if the device is full, and otherwise IO.
     *
     * <p>The {@link IOException} of the JDK has no error number, but only a text, which depends on
     * the user's language. To get the text for a full device, this method writes to {@code
     * /dev/full}: every write to this file fails as on a full device.
     */
    IpcException explain(IOException e) {
        if (peerGone.getAsBoolean()) {
            return new IpcException(Category.OUTPUT_CLOSED, "the output was closed", e);
        }
        String text = e.getMessage();
        if (text != null
                && (text.equals("No space left on device") || text.equals(noSpaceText()))) {
            return new IpcException(Category.NO_SPACE, "no space left for the output", e);
        }
        return new IpcException(Category.IO, "cannot write the output: " + text, e);
    }

    private static String noSpaceText() {
        try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            full.write(ByteBuffer.allocate(1));
            return null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }
}
