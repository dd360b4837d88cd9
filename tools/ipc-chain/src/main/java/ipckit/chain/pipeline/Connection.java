package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The connection from one stage to the next: descriptors, and copying threads if any. */
interface Connection {
    /** Makes the connection the standard output of the stage on its left. */
    void connectWriter(ProcessLaunch left);

    /** Makes the connection the standard input of the stage on its right. */
    void connectReader(ProcessLaunch right);

    /** Closes the stages' descriptors in this process and starts copying. Both stages must run. */
    void begin();

    /** A pipe of the kernel between the two stages. */
    record Direct(Pipe pipe) implements Connection {
        @Override
        public void connectWriter(ProcessLaunch left) {
            left.writing(pipe);
        }

        @Override
        public void connectReader(ProcessLaunch right) {
            right.reading(pipe);
        }

        @Override
        public void begin() {
            pipe.close();
        }
    }

    /** Two pipes, between which this process copies. */
    interface Relayed extends Connection {
        /** The pipe that the stage on the left writes to. */
        Pipe before();

        /** The pipe that the stage on the right reads from. */
        Pipe behind();

        @Override
        default void connectWriter(ProcessLaunch left) {
            left.writing(before());
        }

        @Override
        default void connectReader(ProcessLaunch right) {
            right.reading(behind());
        }
    }

    /** Two pipes and one thread that copies and counts, for {@code --stats}. */
    record Counted(Pipe before, Pipe behind, StageMetrics left, StageMetrics right)
            implements Relayed {
        private static final int SIZE = 256 << 10;

        @Override
        public void begin() {
            before.closeIn();
            behind.closeOut();
            left.countOutput();
            right.countInput();
            DaemonThreads.start(this::copy);
        }

        private void copy() {
            ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
            try {
                for (long since = System.nanoTime(); before.out().read(buffer) >= 0; ) {
                    long read = System.nanoTime();
                    right.starvedNanos.addAndGet(read - since);
                    left.bytesOut.addAndGet(buffer.flip().remaining());
                    while (buffer.hasRemaining()) {
                        right.bytesIn.addAndGet(behind.in().write(buffer));
                    }
                    buffer.clear();
                    since = System.nanoTime();
                    left.blockedNanos.addAndGet(since - read);
                }
            } catch (IOException e) {
                // The stage on the right reads no more. The close below sends SIGPIPE to the left.
            } finally {
                before.closeOut();
                behind.closeIn();
            }
        }
    }

    /** Two pipes with a buffer between them, which one thread fills and another empties. */
    record Buffered(
            Pipe before, Pipe behind, StageBuffer buffer, StageMetrics left, StageMetrics right)
            implements Relayed {
        @Override
        public void begin() {
            before.closeIn();
            behind.closeOut();
            right.countInput();
            DaemonThreads.start(new StageOutputReader(before, buffer, left));
            DaemonThreads.start(new StageInputWriter(buffer, behind, right));
        }
    }
}
