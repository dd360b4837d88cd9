package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The connection from one stage to the next. It consists of one pipe, or of two pipes and the
 * threads that copy the bytes from the first pipe to the second pipe.
 */
interface Connection {
    /** Returns the pipe that the stage on the left writes to. */
    Pipe before();

    /** Returns the pipe that the stage on the right reads from. */
    Pipe behind();

    /**
     * Closes the pipe ends that the stages use, but only in this process. Then starts the threads
     * that copy, if there are any. Must be called after both stages have been started, because a
     * stage inherits its pipe end from this process.
     */
    void begin();

    /**
     * A connection by one pipe, which both stages use directly, without a thread of this process.
     */
    record Direct(Pipe pipe) implements Connection {
        @Override
        public Pipe before() {
            return pipe;
        }

        @Override
        public Pipe behind() {
            return pipe;
        }

        @Override
        public void begin() {
            pipe.close();
        }
    }

    /**
     * A connection by two pipes and one thread. The thread copies the bytes, and counts them for
     * {@code --stats} and {@code --stats-file}.
     */
    record Counted(Pipe before, Pipe behind, StageMetrics left, StageMetrics right)
            implements Connection {
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
                // The stage on the right has closed its input. The finally block closes the pipe
                // from the stage on the left. That stage gets SIGPIPE at its next write.
            } finally {
                before.closeOut();
                behind.closeIn();
            }
        }
    }

    /**
     * A connection by two pipes and a buffer. One thread copies from the first pipe to the buffer,
     * and another thread copies from the buffer to the second pipe.
     */
    record Buffered(
            Pipe before, Pipe behind, StageBuffer buffer, StageMetrics left, StageMetrics right)
            implements Connection {
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
