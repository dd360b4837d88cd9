package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.Signals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The children that this process has started for a {@link ProcessTree} and that have not ended: for
 * those among them who take the {@linkplain TreeTag mark} out of their environment, as {@code env
 * -i} does. It is kept as a file in memory, too, a number a line, which a watchdog reads when this
 * process is no more. Safe for several threads.
 */
final class ChildRegistry {
    /** The greatest number of a process has seven digits. */
    private static final byte[] NO_LINE = "       \n".getBytes(StandardCharsets.US_ASCII);

    private static final Map<Long, Entry> ENTRIES = new HashMap<>();
    private static final Deque<Integer> FREE = new ArrayDeque<>();
    private static CommandInput file;

    private ChildRegistry() {}

    private record Entry(int line, String environment) {}

    /** The file, for whoever is to read it. */
    static synchronized CommandInput file() {
        if (file == null) {
            file = new CommandInput();
        }
        return file;
    }

    /**
     * Adds a child.
     *
     * @param environment the variables that it was given, as {@link TreeProcess} has them
     */
    static void add(long pid, String environment) {
        synchronized (ChildRegistry.class) {
            Entry old = ENTRIES.remove(pid);
            int line = old != null ? old.line() : FREE.isEmpty() ? ENTRIES.size() : FREE.pop();
            ENTRIES.put(pid, new Entry(line, environment));
            write(line, text(pid));
        }
        if (!Signals.canReach(pid)) { // another thread has reaped it in the meantime
            remove(pid);
        }
    }

    /** Takes out a child that was reaped; others are not in it. */
    static synchronized void remove(long pid) {
        Entry entry = ENTRIES.remove(pid);
        if (entry != null) {
            FREE.push(entry.line());
            write(entry.line(), NO_LINE);
        }
    }

    private static byte[] text(long pid) { // no formatter, which takes its time to start
        byte[] number = Long.toString(pid).getBytes(StandardCharsets.US_ASCII);
        byte[] text = NO_LINE.clone();
        System.arraycopy(number, 0, text, 0, number.length);
        return text;
    }

    private static void write(int line, byte[] text) {
        try {
            FileChannel channel = file().channel();
            channel.write(ByteBuffer.wrap(text), (long) line * NO_LINE.length);
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
    }

    /** The variables that a child was given; null if it is not in it. */
    static synchronized String environment(long pid) {
        Entry entry = ENTRIES.get(pid);
        return entry == null ? null : entry.environment();
    }
}
