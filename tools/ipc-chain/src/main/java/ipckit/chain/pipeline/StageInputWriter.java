package ipckit.chain.pipeline;

import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Gives a stage what its window has for it. */
record StageInputWriter(StageBuffer window, Pipe pipe, StageMetrics stage) implements Runnable {
    private static final int SIZE = 64 << 10;

    @Override
    public void run() {
        byte[] bytes = new byte[SIZE];
        try {
            for (int n = take(bytes); n >= 0; n = take(bytes)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes, 0, n); rest.hasRemaining(); ) {
                    stage.in.addAndGet(pipe.in().write(rest));
                }
            }
        } catch (IOException e) {
            window.unread();
        } finally {
            pipe.closeIn();
        }
    }

    private int take(byte[] bytes) {
        long since = System.nanoTime();
        int taken = window.take(bytes);
        stage.starvedNanos.addAndGet(System.nanoTime() - since);
        return taken;
    }
}
