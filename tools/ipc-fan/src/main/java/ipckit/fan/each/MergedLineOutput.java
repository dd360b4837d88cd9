package ipckit.fan.each;

import java.nio.ByteBuffer;

/** Output of which each line is written as soon as it is complete, between lines of other jobs. */
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
    void discardTaken() {
        // Called only for a process that did not start: jobs with retries have spooled output.
    }

    @Override
    public void deliver(Runnable whenWritten) {
        lines.end();
        whenWritten.run();
    }

    @Override
    public void close() {
        super.close();
        lines.close();
    }
}
