package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Our own standard output. */
final class StandardOutputSink implements ByteSink {
    private final Console console;
    private final WritableByteChannel out;
    private volatile IpcException failure;

    StandardOutputSink(Console console) {
        this.console = console;
        this.out = console.stdout();
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

    @Override
    public void end() {
        // it is the process's
    }

    /** Why it takes no more; null if it does. */
    IpcException failure() {
        return failure;
    }
}
