package ipckit.common.testkit;

/**
 * A thread that wakes every millisecond and measures the delay of each wake-up. These delays show
 * how busy the machine is. Tests report these delays to explain delays of their own processes.
 */
public final class Metronome implements AutoCloseable {
    private final Thread thread = new Thread(this::tick, "metronome");
    private volatile long worst;
    private volatile boolean closed;

    public Metronome() {
        thread.setDaemon(true);
        thread.start();
    }

    private void tick() {
        long before = System.nanoTime();
        try {
            while (!closed) {
                Thread.sleep(1);
                long now = System.nanoTime();
                worst = Math.max(worst, now - before - 1_000_000);
                before = now;
            }
        } catch (InterruptedException e) {
            // No thread interrupts the metronome.
        }
    }

    /** Returns the longest delay of a wake-up in nanoseconds. */
    public long worst() {
        return worst;
    }

    @Override
    public void close() {
        closed = true;
    }
}
