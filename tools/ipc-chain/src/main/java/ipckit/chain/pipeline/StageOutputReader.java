package ipckit.chain.pipeline;

import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies the output of a stage from a pipe to a sink until the output ends or the sink accepts no
 * more bytes.
 *
 * @param pipe the pipe that the stage writes to
 * @param sink the destination
 * @param metrics the counters of the stage
 */
record StageOutputReader(Pipe pipe, ByteSink sink, StageMetrics metrics) implements Runnable {
    private static final int SIZE = 64 << 10;

    @Override
    public void run() {
        metrics.countOutput();
        byte[] bytes = new byte[SIZE];
        try {
            int n;
            do {
                n = pipe.out().read(ByteBuffer.wrap(bytes));
            } while (n >= 0 && metrics.put(sink, bytes, n));
        } catch (IOException e) {
            // After an IOException, the output of the stage counts as ended.
        } finally {
            pipe.closeOut();
            sink.end();
        }
    }
}
