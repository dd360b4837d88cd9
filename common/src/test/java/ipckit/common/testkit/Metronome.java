package ipckit.common.testkit;

/**
 * A thread that wakes every millisecond and measures how late it wakes. The delays of a run are
 * compared with those of this thread, which are the machine's own.
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
            // the metronome was closed
        }
    }

    /** Returns the longest delay in nanoseconds. */
    public long worst() {
        return worst;
    }

    @Override
    public void close() {
        closed = true;
    }
}
