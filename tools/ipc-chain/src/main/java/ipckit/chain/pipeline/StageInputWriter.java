package ipckit.chain.pipeline;

import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies bytes from a buffer to the input of a stage. Ends in one of three cases: the buffer is
 * empty and its input has ended; the buffer is stopped; or the stage no longer reads.
 *
 * @param buffer the source
 * @param pipe the pipe that the stage reads from
 * @param metrics the counters of the stage
 */
record StageInputWriter(StageBuffer buffer, Pipe pipe, StageMetrics metrics) implements Runnable {
    private static final int SIZE = 64 << 10;

    @Override
    public void run() {
        byte[] bytes = new byte[SIZE];
        try {
            for (int n = take(bytes); n >= 0; n = take(bytes)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes, 0, n); rest.hasRemaining(); ) {
                    metrics.bytesIn.addAndGet(pipe.in().write(rest));
                }
            }
        } catch (IOException e) {
            buffer.readerGone();
        } finally {
            pipe.closeIn();
        }
    }

    private int take(byte[] bytes) {
        long since = System.nanoTime();
        int taken = buffer.take(bytes);
        metrics.starvedNanos.addAndGet(System.nanoTime() - since);
        return taken;
    }
}
