package ipckit.prodcons.inspect;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.Shutdown;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSnapshot;
import ipckit.prodcons.BufferNamespace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows a buffer again and again until a signal arrives, stdout is closed or the buffer is removed.
 * Only one thread may use an instance.
 */
final class BufferWatch {
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final ObjectName name;
    private final RingMonitor monitor;
    private final Console console;
    private final Duration interval;
    private int drawn;
    private boolean over;

    BufferWatch(ObjectName name, RingMonitor monitor, Console console, Duration interval) {
        this.name = name;
        this.monitor = monitor;
        this.console = console;
        this.interval = interval;
    }

    /**
     * Shows the buffer repeatedly. This method never returns and ends only by an exception. On a
     * terminal, the method draws a picture and updates it in place. On any other output, the method
     * prints the text of {@code stat} repeatedly.
     *
     * @param json whether to print one JSON object per line instead of text or a picture
     * @throws IpcException REMOVED when the buffer was removed, OUTPUT_CLOSED when stdout was
     *     closed, or another category when the buffer cannot be read
     */
    void run(boolean json) {
        if (json) {
            repeat(this::line);
        } else if (console.isTerminal(Console.Stream.OUT) && !isDumb()) {
            redraw();
        } else {
            repeat(this::text);
        }
    }

    /**
     * Returns whether the environment variable {@code TERM} is unset, or says that the terminal
     * cannot move its cursor.
     */
    private static boolean isDumb() {
        String terminal = System.getenv("TERM");
        return terminal == null || terminal.equals("dumb");
    }

    private void repeat(Consumer<RingSnapshot> display) {
        for (; ; ) {
            RingSnapshot seen = BufferNamespace.look(name, monitor);
            if (!monitor.isInPlace()) {
                throw new IpcException(Category.REMOVED, "buffer " + name + " was removed");
            }
            display.accept(seen);
            pause(interval);
        }
    }

    /**
     * Sleeps for a time.
     *
     * @throws IpcException FAILED when the thread was interrupted
     */
    static void pause(Duration time) {
        Uninterrupted.await(() -> Thread.sleep(time));
    }

    private void line(RingSnapshot seen) {
        BufferSnapshotJson.write(console.json(), name, seen);
    }

    private void text(RingSnapshot seen) {
        TextOutput out = console.text();
        new BufferSnapshotText(out).print(name, seen);
        out.println("").flush();
    }

    /**
     * Hides the cursor, and draws each new picture of the buffer over the previous picture. Before
     * this method ends, it shows the cursor below the last picture.
     */
    private void redraw() {
        Runnable restore = this::showCursor;
        Shutdown.addCleanUp(restore);
        try {
            console.text().print(HIDE_CURSOR);
            LiveBufferView view = new LiveBufferView(name, console.colour(Console.Stream.OUT));
            repeat(seen -> draw(view.frame(seen, System.nanoTime())));
        } finally {
            Shutdown.removeCleanUp(restore);
            showCursor();
        }
    }

    /**
     * Draws a frame (the lines of one picture) over the previous frame. Does nothing after {@link
     * #showCursor} was called.
     */
    private synchronized void draw(List<String> frame) {
        if (over) {
            return;
        }
        TextOutput out = console.text();
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A");
        }
        for (String line : frame) {
            out.print(line).print(CLEAR_LINE).print("\n");
        }
        out.print(CLEAR_BELOW).flush();
        drawn = frame.size();
    }

    /**
     * Shows the cursor and prevents further drawing. A signal handler may call this method in
     * another thread, so the method writes to stdout directly and not through the text buffer,
     * which belongs to the main thread.
     */
    private synchronized void showCursor() {
        over = true;
        try {
            console.stdout().write(StandardCharsets.US_ASCII.encode(SHOW_CURSOR));
        } catch (IOException e) {
            // The write fails only when the terminal is gone. Then there is no cursor to show.
        }
    }
}
