package ipckit.fan.each;

import ipckit.common.pipe.Spool;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/**
 * The output of a job, which is held until the job is done: in memory, and in a file when the
 * output is too large for memory.
 */
final class SpooledOutput extends PipedOutput {
    private final BiConsumer<Spool, Runnable> destination;
    private final Spool spool = new Spool();

    /**
     * @param destination takes the output of the job and an action when the job is done; writes the
     *     output at once or later, closes the spool, and runs the action
     */
    SpooledOutput(BiConsumer<Spool, Runnable> destination, ByteBuffer buffer) {
        super(buffer);
        this.destination = destination;
    }

    @Override
    void take(ByteBuffer bytes) {
        spool.write(bytes);
    }

    @Override
    void discard() {
        super.discard();
        spool.close();
    }

    @Override
    void deliver(Runnable whenWritten) {
        destination.accept(spool, whenWritten);
    }
}
