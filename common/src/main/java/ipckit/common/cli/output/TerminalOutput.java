package ipckit.common.cli.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Writes standard output to a terminal on which {@link StderrLines} also shows a progress line.
 * Each write first erases the progress line. The next call of {@link StderrLines#live} shows the
 * progress line again, unless the last line of the output is incomplete. Several threads may use an
 * instance.
 */
final class TerminalOutput implements WritableByteChannel {
    private final WritableByteChannel stdout;
    private final StderrLines messages;

    TerminalOutput(WritableByteChannel stdout, StderrLines messages) {
        this.stdout = stdout;
        this.messages = messages;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        // The lock prevents another thread from drawing the progress line before the output is
        // written.
        synchronized (messages) {
            messages.live("");
            int written = stdout.write(bytes);
            if (written > 0) {
                messages.outputEnded(bytes.get(bytes.position() - 1) == '\n');
            }
            return written;
        }
    }

    @Override
    public boolean isOpen() {
        return stdout.isOpen();
    }

    /** Does nothing, because the standard streams are never closed. */
    @Override
    public void close() {}
}
