package ipckit.common.testkit;

/**
 * A thread that wants to run every millisecond, to learn how long this machine lets those wait who
 * could go on: what a run says of its own waits is to be read beside that.
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
            // it is over
        }
    }

    /** Nanoseconds. */
    public long worst() {
        return worst;
    }

    @Override
    public void close() {
        closed = true;
    }
}
