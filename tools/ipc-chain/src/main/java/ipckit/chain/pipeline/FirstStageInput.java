package ipckit.chain.pipeline;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Copies standard input to the first stage of a daemon's pipeline, until the input ends or the
 * pipeline drains. A pipeline drains after a signal has asked the daemon to end: the first stage
 * gets no further input, and all stages finish their work. If the first stage read the file of
 * {@code --input} itself, only a signal could end this stage at a drain, and the bytes in the
 * memory of the stage would be lost. Instead, the stage reads all bytes that this object has read
 * from the file, and then the end of file.
 *
 * <p>Some first stages never read their input, because they produce bytes themselves. An example is
 * tail(1) with a file operand. The end of file does not end such a stage. Therefore, if no byte was
 * copied, a drain also calls {@code ender}, which ends the stage.
 *
 * <p>One thread runs this object. Any thread may call {@link #drain}.
 */
final class FirstStageInput implements Runnable {
    private static final int SIZE = 64 << 10;

    private final StoppableInput input;
    private final Pipe pipe;
    private final Runnable ender;

    /** Whether the last copied line is incomplete, because its newline has not been copied yet. */
    private boolean withinLine;

    private boolean used;
    private boolean over;
    private boolean draining;
    private volatile IpcException failure;

    /**
     * @param input standard input
     * @param pipe the pipe that the first stage reads from
     * @param ender ends the first stage; is called after {@link #drain} if no input was copied;
     *     must not block
     */
    FirstStageInput(StoppableInput input, Pipe pipe, Runnable ender) {
        this.input = input;
        this.pipe = pipe;
        this.ender = ender;
    }

    @Override
    public void run() {
        try {
            ByteBuffer buffer = ByteBuffer.allocateDirect(SIZE);
            while (read(buffer.clear()) && write(buffer.flip())) {
                // This loop has no body: the calls in its condition copy the bytes.
            }
        } finally {
            pipe.closeIn();
            end();
        }
    }

    /**
     * Stops the copying, so that the first stage reads the end of file. If no byte was copied, this
     * object then calls {@code ender}, which ends the first stage. A stage that never reads its
     * input would not end at the end of file.
     */
    synchronized void drain() {
        draining = true;
        input.stop();
        endUnusedStage();
    }

    private synchronized void end() {
        over = true;
        endUnusedStage();
    }

    private void endUnusedStage() {
        if (draining && over && !used) {
            ender.run();
        }
    }

    private synchronized void markUsed() {
        used = true;
    }

    /** Returns whether bytes were read; false at the end of the input, or if reading has failed. */
    private boolean read(ByteBuffer buffer) {
        try {
            int n = readOnce(buffer);
            for (int tries = 0; n == 0; tries++) {
                NonBlockingRetry.pause(tries);
                n = readOnce(buffer);
            }
            if (n < 0) {
                return false;
            }
            markUsed();
            withinLine = buffer.get(buffer.position() - 1) != '\n';
            return true;
        } catch (IOException e) {
            failure = new IpcException(Category.IO, "cannot read the input: " + e.getMessage(), e);
            return false;
        }
    }

    private int readOnce(ByteBuffer buffer) throws IOException {
        int n = input.read(buffer);
        // When the input is stopped within a line, this object copies the rest of the line, too. If
        // the input is a named pipe, the next process that reads the pipe then begins with a
        // complete line.
        return n < 0 && withinLine ? input.readRest(buffer) : n;
    }

    /** Returns whether the bytes were written; false if the stage has closed its input. */
    private boolean write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                pipe.in().write(bytes);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the failure to read the input; null if there was none. */
    IpcException failure() {
        return failure;
    }
}
