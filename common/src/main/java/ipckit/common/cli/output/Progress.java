package ipckit.common.cli.output;

import java.util.function.Supplier;

/**
 * A line on standard error that shows progress. A thread redraws the line four times per second.
 * {@link #close} erases the line and ends the thread.
 *
 * <p>The thread is a {@linkplain Thread#isDaemon() daemon thread}, so it does not keep the process
 * alive. The line must be shorter than 80 columns, because a line that the terminal wraps cannot be
 * erased completely.
 */
public final class Progress implements AutoCloseable {
    /** An instance that draws nothing and has no thread. */
    static final Progress NONE = new Progress(null, null);

    private static final long PERIOD_MILLIS = 250;

    private final StderrLines messages;
    private final Supplier<String> line;
    private Thread painter;

    private Progress(StderrLines messages, Supplier<String> line) {
        this.messages = messages;
        this.line = line;
    }

    static Progress start(StderrLines messages, Supplier<String> line) {
        Progress progress = new Progress(messages, line);
        progress.painter = Thread.ofPlatform().daemon().name("progress").start(progress::paint);
        return progress;
    }

    /** Erases the line, and waits until the thread has ended. A second call has no effect. */
    @Override
    public void close() {
        if (painter == null) {
            return;
        }
        painter.interrupt();
        boolean interrupted = false;
        while (painter.isAlive()) {
            try {
                painter.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void paint() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                messages.live(line.get());
            }
        } catch (InterruptedException e) {
            // close() interrupts this thread to end the loop.
        } finally {
            messages.live("");
        }
    }
}
