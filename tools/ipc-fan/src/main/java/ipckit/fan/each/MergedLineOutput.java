package ipckit.fan.each;

import java.nio.ByteBuffer;

/**
 * Writes the output of a job line by line. Each line is written as soon as the job has completed
 * the line, so lines of other jobs may be written in between.
 */
final class MergedLineOutput extends PipedOutput {
    private final LineMerger lines;

    MergedLineOutput(LineMerger lines, ByteBuffer buffer) {
        super(buffer);
        this.lines = lines;
    }

    @Override
    void take(ByteBuffer bytes) {
        lines.write(bytes);
    }

    @Override
    void deliver(Runnable whenWritten) {
        lines.end();
        whenWritten.run();
    }

    @Override
    public void close() {
        super.close();
        lines.unlock();
    }
}
