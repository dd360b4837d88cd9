package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The output of a job, which this process reads from a pipe. */
abstract class PipedOutput extends JobOutput {
    private final ByteBuffer buffer;
    private Pipe pipe;

    /**
     * @param buffer receives the bytes that are read from the pipe; all jobs of a job slot use the
     *     same buffer
     */
    PipedOutput(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    final ProcessLaunch connect(ProcessLaunch launch) {
        pipe = Pipe.make();
        return launch.writing(pipe);
    }

    @Override
    final void read() {
        pipe.closeIn();
        try {
            while (pipe.out().read(buffer.clear()) > 0) {
                take(buffer.flip());
            }
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read what a job writes: " + e.getMessage(), e);
        } finally {
            close();
        }
    }

    /** Writes or stores the remaining bytes of a buffer, which were just read from the pipe. */
    abstract void take(ByteBuffer bytes);

    @Override
    void discard() {
        close();
    }

    @Override
    public void close() {
        if (pipe != null) {
            pipe.close();
            pipe = null;
        }
    }
}
