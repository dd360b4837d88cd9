package ipckit.fan.each;

import java.nio.ByteBuffer;

/** Each line goes out as it comes, between those of other jobs. */
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
    void drop() {
        // what came is out; where there may be another try, output is held
    }

    @Override
    public void deliver(Runnable then) {
        lines.end();
        then.run();
    }

    @Override
    public void close() {
        super.close();
        lines.close();
    }
}
