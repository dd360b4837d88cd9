package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What joins a stage to the next: their descriptors, and the threads between them if any. */
interface Connection {
    /** Lets the stage before write into it. */
    void from(ProcessLaunch left);

    /** Lets the stage behind read from it. */
    void to(ProcessLaunch right);

    /** Both have been started: what is theirs is closed here, and data begins to flow. */
    void begin();

    /** A pipe of the kernel from one to the other. */
    record Direct(Pipe pipe) implements Connection {
        @Override
        public void from(ProcessLaunch left) {
            left.writing(pipe);
        }

        @Override
        public void to(ProcessLaunch right) {
            right.reading(pipe);
        }

        @Override
        public void begin() {
            pipe.close();
        }
    }

    /** Two pipes, and ourselves in between. */
    interface Between extends Connection {
        /** What the stage on the left writes into. */
        Pipe before();

        /** What the stage on the right reads from. */
        Pipe behind();

        @Override
        default void from(ProcessLaunch stage) {
            stage.writing(before());
        }

        @Override
        default void to(ProcessLaunch stage) {
            stage.reading(behind());
        }
    }

    /** Two pipes and a thread that copies from one into the other, and counts. */
    record Pumped(Pipe before, Pipe behind, StageMetrics left, StageMetrics right)
            implements Between {
        private static final int SIZE = 256 << 10;

        @Override
        public void begin() {
            before.closeIn();
            behind.closeOut();
            left.countsOut();
            right.countsIn();
            DaemonThreads.start(this::pump);
        }

        private void pump() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
            try {
                for (long since = System.nanoTime(); before.out().read(buffer) >= 0; ) {
                    long read = System.nanoTime();
                    right.starvedNanos.addAndGet(read - since);
                    left.out.addAndGet(buffer.flip().remaining());
                    while (buffer.hasRemaining()) {
                        right.in.addAndGet(behind.in().write(buffer));
                    }
                    buffer.clear();
                    since = System.nanoTime();
                    left.blockedNanos.addAndGet(since - read);
                }
            } catch (IOException e) {
                // The stage behind reads no more, and the one before is to learn it.
            } finally {
                before.closeOut();
                behind.closeIn();
            }
        }
    }

    /** Two pipes with a buffer in between, which one thread fills and another empties. */
    record Buffered(
            Pipe before, Pipe behind, StageBuffer window, StageMetrics left, StageMetrics right)
            implements Between {
        @Override
        public void begin() {
            before.closeIn();
            behind.closeOut();
            right.countsIn();
            DaemonThreads.start(new StageOutputReader(before, window, left));
            DaemonThreads.start(new StageInputWriter(window, behind, right));
        }
    }
}
