package ipckit.chain.pipeline;

import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads what a stage writes, as it comes, and hands it on. */
record StageOutputReader(Pipe pipe, ByteSink sink, StageMetrics stage) implements Runnable {
    private static final int SIZE = 64 << 10;

    @Override
    public void run() {
        stage.countsOut();
        byte[] bytes = new byte[SIZE];
        try {
            for (int n = read(bytes); n >= 0; n = read(bytes)) {
                stage.out.addAndGet(n);
                long since = System.nanoTime();
                if (!sink.put(bytes, 0, n)) {
                    break;
                }
                stage.blockedNanos.addAndGet(System.nanoTime() - since);
            }
        } catch (IOException e) {
            // nothing comes any more
        } finally {
            pipe.closeOut();
            sink.end();
        }
    }

    private int read(byte[] bytes) throws IOException {
        return pipe.out().read(ByteBuffer.wrap(bytes));
    }
}
