package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * A sink that writes to the standard output of this process. The method {@link #end} does not close
 * standard output.
 */
final class StandardOutputSink implements ByteSink {
    private final Console console;
    private final WritableByteChannel out;
    private volatile IpcException failure;

    StandardOutputSink(Console console) {
        this.console = console;
        this.out = console.stdoutBesideProgress();
    }

    @Override
    public boolean put(byte[] source, int from, int length) {
        try {
            for (ByteBuffer rest = ByteBuffer.wrap(source, from, length); rest.hasRemaining(); ) {
                out.write(rest);
            }
            return true;
        } catch (IOException e) {
            failure = console.outputFailure(e);
            return false;
        }
    }

    /** Returns the failure of a write to standard output; null when no write has failed. */
    IpcException failure() {
        return failure;
    }
}
