package ipckit.fan.each;

import ipckit.common.pipe.Spool;

import java.nio.ByteBuffer;

/** What a job writes is held until the job is done. */
final class SpooledOutput extends PipedOutput {
    private final Outlet outlet;
    private final Spool spool = new Spool();

    /** Where it goes then. */
    @FunctionalInterface
    interface Outlet {
        /**
         * @param held to be closed when it is out
         * @param then to be run then
         */
        void put(Spool held, Runnable then);
    }

    SpooledOutput(Outlet outlet, ByteBuffer buffer) {
        super(buffer);
        this.outlet = outlet;
    }

    @Override
    void take(ByteBuffer bytes) {
        spool.write(bytes);
    }

    @Override
    void drop() {
        spool.close();
    }

    @Override
    public void deliver(Runnable then) {
        outlet.put(spool, then);
    }
}
