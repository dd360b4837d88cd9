package ipckit.mq.port.message;

import ipckit.common.pipe.HangUp;
import ipckit.mq.space.PortSpace;

import java.util.function.BooleanSupplier;

/**
 * Looks for dead tasks while a thread waits for messages. A task is dead if its process has ended.
 * The search destroys the ports of dead tasks and sends the notices. Therefore a notice arrives
 * even if no other process uses the port space. If the program will write to standard output, this
 * object also ends the wait when the reader of standard output has closed its end.
 */
final class DeathSearch implements BooleanSupplier {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final PortSpace space;
    private final boolean watchesOutput;
    private long last = System.nanoTime();

    DeathSearch(PortSpace space) {
        this(space, true);
    }

    /**
     * @param watchesOutput whether the wait also ends when the reader of standard output has closed
     *     its end; false if the program writes nothing to standard output
     */
    DeathSearch(PortSpace space, boolean watchesOutput) {
        this.space = space;
        this.watchesOutput = watchesOutput;
    }

    /**
     * Searches for dead tasks if the last search ended more than {@link #INTERVAL_NANOS} ago.
     * Returns true if the wait must end because standard output is a pipe or socket whose other end
     * is closed.
     */
    @Override
    public boolean getAsBoolean() {
        if (System.nanoTime() - last > INTERVAL_NANOS) {
            space.completeDeaths();
            last = System.nanoTime();
        }
        return watchesOutput && HangUp.ofStdout();
    }
}
