package ipckit.prodcons.inspect;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.JsonWriter;
import ipckit.common.cli.output.TextOutput;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.Shutdown;
import ipckit.common.queue.RingMonitor;
import ipckit.common.queue.RingSnapshot;
import ipckit.prodcons.BufferNamespace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Looks at a buffer again and again, until a signal, the reader's end, or the buffer's removal. */
final class BufferWatch {
    /** How each look is shown. */
    enum Manner {
        /** A picture that is redrawn on a terminal, else the text of {@code stat}. */
        TEXT,
        /** One object a line. */
        JSON
    }

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

    /** Ends by an exception only: REMOVED, OUTPUT_CLOSED, or whatever is wrong. */
    void run(Manner manner) {
        if (manner == Manner.JSON) {
            repeat(this::line);
        } else if (console.isTerminal(Console.Stream.OUT) && !isDumb()) {
            drawOver();
        } else {
            repeat(this::text);
        }
    }

    /** A terminal that cannot move its cursor. */
    private static boolean isDumb() {
        String terminal = System.getenv("TERM");
        return terminal == null || terminal.equals("dumb");
    }

    /** Shows one look. */
    private interface Display {
        void show(RingSnapshot seen);
    }

    private void repeat(Display display) {
        for (; ; ) {
            RingSnapshot seen = BufferNamespace.look(name, monitor);
            if (!monitor.isInPlace()) {
                throw new IpcException(Category.REMOVED, "buffer " + name + " was removed");
            }
            display.show(seen);
            try {
                Thread.sleep(interval);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IpcException(Category.FAILED, "interrupted", e);
            }
        }
    }

    private void line(RingSnapshot seen) {
        JsonWriter writer = console.json();
        BufferSnapshotJson.write(writer, name, seen);
        writer.endLine();
    }

    private void text(RingSnapshot seen) {
        TextOutput out = console.text();
        new BufferSnapshotText(out).print(name, seen);
        out.println("").flush();
    }

    /** Whatever ends us leaves the cursor visible, below the last picture. */
    private void drawOver() {
        Runnable restore = this::showCursor;
        Shutdown.before(restore);
        try {
            console.text().print(HIDE_CURSOR);
            LiveBufferView view = new LiveBufferView(name, console.colour(Console.Stream.OUT));
            repeat(seen -> draw(view.frame(seen, System.nanoTime())));
        } finally {
            Shutdown.forget(restore);
            showCursor();
        }
    }

    /** Draws over the frame before; nothing once the cursor has been given back. */
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

    /** Written past the buffered text: a signal's thread must not touch that. */
    private synchronized void showCursor() {
        over = true;
        try {
            console.stdout()
                    .write(ByteBuffer.wrap(SHOW_CURSOR.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // the terminal has gone
        }
    }
}
