package ipckit.fan.each;

import ipckit.common.pipe.Spool;

import java.nio.ByteBuffer;

/**
 * The output of a job, which is held until the job is done: in memory, and in a file when the
 * output is too large for memory.
 */
final class SpooledOutput extends PipedOutput {
    private final Destination destination;
    private final Spool spool = new Spool();

    /** Receives the output of a job that is done. */
    @FunctionalInterface
    interface Destination {
        /**
         * Writes the output, immediately or later.
         *
         * @param held the output; the destination closes it afterwards
         * @param whenWritten runs when the output has been written
         */
        void put(Spool held, Runnable whenWritten);
    }

    SpooledOutput(Destination destination, ByteBuffer buffer) {
        super(buffer);
        this.destination = destination;
    }

    @Override
    void take(ByteBuffer bytes) {
        spool.write(bytes);
    }

    @Override
    void discardTaken() {
        spool.close();
    }

    @Override
    public void deliver(Runnable whenWritten) {
        destination.put(spool, whenWritten);
    }
}
