package ipckit.mq.port.message;

import ipckit.common.IpcException;
import ipckit.common.pipe.HangUp;
import ipckit.mq.space.PortSpace;

import java.util.function.BooleanSupplier;

/**
 * Completes the deaths of tasks during a wait, so that a notice of a death arrives although no
 * other process uses the port space. Also ends the wait when the reader of standard output is gone.
 */
final class DeathSearch implements BooleanSupplier {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final PortSpace space;
    private long last = System.nanoTime();

    DeathSearch(PortSpace space) {
        this.space = space;
    }

    /** Returns whether standard output is a pipe or socket whose other end is closed. */
    @Override
    public boolean getAsBoolean() {
        if (System.nanoTime() - last > INTERVAL_NANOS) {
            complete();
        }
        return HangUp.ofStdout();
    }

    /** Completes the deaths of tasks now. */
    void complete() {
        try {
            space.completeDeaths();
        } catch (IpcException e) {
            // A stopped process has the lock of the port space. The next call tries again.
        }
        last = System.nanoTime();
    }
}
