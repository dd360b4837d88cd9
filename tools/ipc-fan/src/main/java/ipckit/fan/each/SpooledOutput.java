package ipckit.fan.each;

import ipckit.common.pipe.Spool;

import java.nio.ByteBuffer;

/** Output that is held, in memory and beyond that in a file, until its job is done. */
final class SpooledOutput extends PipedOutput {
    private final Destination destination;
    private final Spool spool = new Spool();

    /** Where the output of a job that is done goes. */
    @FunctionalInterface
    interface Destination {
        /**
         * Writes the output, now or later.
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
