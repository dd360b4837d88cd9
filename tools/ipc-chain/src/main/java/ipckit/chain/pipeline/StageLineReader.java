package ipckit.chain.pipeline;

import ipckit.common.process.Pipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads what a filter answers, and hands on whole lines, each of which acknowledges a line of its
 * input. What comes behind the last newline counts only if the filter ends well.
 */
final class StageLineReader implements Runnable {
    private static final int SIZE = 64 << 10;

    private final Pipe pipe;
    private final StageBuffer window;
    private final ByteSink sink;
    private final StageMetrics figures;
    private byte[] bytes = new byte[SIZE];
    private int length;

    /** Where what the last read has brought begins: before it there is no newline. */
    private int fresh;

    private volatile boolean unwanted;
    private volatile boolean tooMany;
    private volatile boolean tooLong;

    StageLineReader(Pipe pipe, StageBuffer window, ByteSink sink, StageMetrics figures) {
        this.pipe = pipe;
        this.window = window;
        this.sink = sink;
        this.figures = figures;
    }

    @Override
    public void run() {
        try {
            while (read() && takeLines()) {
                // more may come
            }
        } catch (IOException e) {
            // nothing comes any more
        } catch (OutOfMemoryError | ArithmeticException e) {
            tooLong = true;
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

    /** False when no more may come. */
    private boolean takeLines() {
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
        tooMany = !window.acknowledge(lines);
        if (tooMany || !handOn(end)) {
            return false;
        }
        length -= end;
        System.arraycopy(bytes, end, bytes, 0, length);
        return true;
    }

    /** Whether nobody wants what it answers. */
    boolean isUnwanted() {
        return unwanted;
    }

    /** Whether it has answered more than it was asked. */
    boolean hasTooMany() {
        return tooMany;
    }

    /** Whether it has answered with a line that memory cannot hold. */
    boolean hasTooLong() {
        return tooLong;
    }

    /**
     * The filter has ended well: what is left is its last line.
     *
     * @return false if there was no line for it to answer
     */
    boolean endTail() {
        if (length > 0 && !window.acknowledge(1)) {
            return false;
        }
        if (length > 0) {
            handOn(length);
        }
        return true;
    }

    private boolean handOn(int count) {
        figures.out.addAndGet(count);
        long since = System.nanoTime();
        unwanted = !sink.put(bytes, 0, count);
        figures.blockedNanos.addAndGet(System.nanoTime() - since);
        return !unwanted;
    }
}
