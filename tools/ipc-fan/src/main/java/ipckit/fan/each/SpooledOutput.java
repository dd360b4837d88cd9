package ipckit.fan.each;

import ipckit.common.pipe.Spool;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/**
 * Holds the output of a job until the job is done. The beginning of the output is held in memory,
 * and the rest of a long output in a file.
 */
final class SpooledOutput extends PipedOutput {
    private final BiConsumer<Spool, Runnable> destination;
    private final Spool spool = new Spool();

    /**
     * @param destination is called when the job is done. Its arguments are the spool that holds the
     *     output, and an action to run after the output is written. The destination must write the
     *     output, then run the action, and then close the spool. The destination may return first
     *     and let another thread do this later.
     * @param buffer receives the bytes that are read from the pipe; all jobs of a job slot use the
     *     same buffer
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
