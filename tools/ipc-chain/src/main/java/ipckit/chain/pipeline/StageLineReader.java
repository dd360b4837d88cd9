package ipckit.chain.pipeline;

import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads the output of a restartable stage and writes its complete lines to a sink. Each output line
 * acknowledges one line of the stage's input. After a restart, the stage does not get the
 * acknowledged lines again. The bytes after the last newline count as a line only if the stage
 * exits with 0.
 */
final class StageLineReader implements Runnable {
    private static final int SIZE = 64 << 10;

    private final Pipe pipe;
    private final StageBuffer input;
    private final ByteSink sink;
    private final StageMetrics metrics;
    private byte[] bytes = new byte[SIZE];
    private int length;

    /**
     * The index in {@code bytes} of the first byte that the latest read has added. The bytes before
     * this index contain no newline.
     */
    private int fresh;

    private volatile boolean sinkClosed;
    private volatile boolean tooManyLines;
    private volatile boolean lineTooLong;

    /**
     * Creates a reader for one process of a stage.
     *
     * @param pipe the pipe that the stage writes to
     * @param input the buffer whose lines are acknowledged
     * @param sink the destination of the lines
     * @param metrics the counters of the stage
     */
    StageLineReader(Pipe pipe, StageBuffer input, ByteSink sink, StageMetrics metrics) {
        this.pipe = pipe;
        this.input = input;
        this.sink = sink;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                more = read() && passLines();
            }
        } catch (IOException e) {
            // After an IOException, the output of the stage counts as ended.
        } catch (OutOfMemoryError | ArithmeticException e) {
            lineTooLong = true;
        } finally {
            pipe.closeOut();
        }
    }

    private boolean read() throws IOException {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, length));
        }
        int n = pipe.out().read(ByteBuffer.wrap(bytes, length, bytes.length - length));
        fresh = length;
        length += Math.max(0, n);
        return n >= 0;
    }

    /**
     * Writes the complete lines that were read so far to the sink, and acknowledges the same number
     * of input lines.
     *
     * @return false if the stage has written more lines than it has read, or if the sink accepts no
     *     more bytes; otherwise true
     */
    private boolean passLines() {
        int lines = 0;
        int end = 0;
        for (int at = fresh; at < length; at++) {
            if (bytes[at] == '\n') {
                lines++;
                end = at + 1;
            }
        }
        if (lines == 0) {
            return true;
        }
        tooManyLines = !input.acknowledge(lines);
        if (tooManyLines || !pass(end)) {
            return false;
        }
        length -= end;
        System.arraycopy(bytes, end, bytes, 0, length);
        return true;
    }

    /** Returns whether the sink accepts no more bytes. */
    boolean isSinkClosed() {
        return sinkClosed;
    }

    /** Returns whether the stage has written more lines than it has read. */
    boolean hasTooManyLines() {
        return tooManyLines;
    }

    /** Returns whether the stage has written a line that does not fit into memory. */
    boolean hasTooLongLine() {
        return lineTooLong;
    }

    /**
     * Writes the bytes after the last newline to the sink as the last line. Does nothing if there
     * are no such bytes. May be called only after the stage has exited with 0.
     *
     * @return false if the stage has read no input line that the last line can acknowledge;
     *     otherwise true
     */
    boolean passLastLine() {
        if (length == 0) {
            return true;
        }
        if (!input.acknowledge(1)) {
            return false;
        }
        pass(length);
        return true;
    }

    private boolean pass(int count) {
        sinkClosed = !metrics.put(sink, bytes, count);
        return !sinkClosed;
    }
}
