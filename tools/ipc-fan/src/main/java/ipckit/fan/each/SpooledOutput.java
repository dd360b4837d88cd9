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
     * @param destination receives, when the job is done, the spool that holds the output, and an
     *     action. At once or later, the destination writes the output, runs the action, and closes
     *     the spool.
     * @param buffer memory of the job slot, into which the pipe is read
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
