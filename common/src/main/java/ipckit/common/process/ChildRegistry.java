package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.os.Signals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * The living children that this process has started for a {@link ProcessTree}. Because of the
 * registry, a child belongs to its tree even if the child removes the {@linkplain TreeTag tag} from
 * its environment, as {@code env -i} does. The pids of the children are also written to a file in
 * memory, one pid per line. If this process dies, the {@link TreeWatchdog}, which is another
 * process, reads the file to find the children. Safe for several threads.
 */
final class ChildRegistry {
    /** An unused line of the file: seven blanks, because a pid has at most seven digits. */
    private static final String NO_LINE = "       \n";

    private static final Map<Long, Entry> ENTRIES = new HashMap<>();
    private static final Deque<Integer> FREE = new ArrayDeque<>();
    private static CommandInput file;

    private ChildRegistry() {}

    private record Entry(int line, String environment) {}

    /** Returns the file that contains the pid of each registered child, one per line. */
    static synchronized CommandInput file() {
        if (file == null) {
            file = new CommandInput();
        }
        return file;
    }

    /**
     * Adds a child.
     *
     * @param environment the variables set for the child, in the form of {@link
     *     TreeProcess#environment}
     */
    static void add(long pid, String environment) {
        synchronized (ChildRegistry.class) {
            Entry old = ENTRIES.remove(pid);
            int line = old != null ? old.line() : FREE.isEmpty() ? ENTRIES.size() : FREE.pop();
            ENTRIES.put(pid, new Entry(line, environment));
            String number = Long.toString(pid);
            write(line, number + NO_LINE.substring(number.length()));
        }
        if (!Signals.canReach(pid)) {
            // Another thread has reaped the child before this thread added the child, so the pid of
            // the child may soon belong to another process.
            remove(pid);
        }
    }

    /** Removes a child that was reaped. Has no effect if the child is not registered. */
    static synchronized void remove(long pid) {
        Entry entry = ENTRIES.remove(pid);
        if (entry != null) {
            FREE.push(entry.line());
            write(entry.line(), NO_LINE);
        }
    }

    private static void write(int line, String text) {
        try {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            file().channel().write(bytes, (long) line * bytes.limit());
        } catch (IOException e) {
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
    }

    /** Returns the variables that were set for a child, or null if the child is not registered. */
    static synchronized String environment(long pid) {
        Entry entry = ENTRIES.get(pid);
        return entry == null ? null : entry.environment();
    }
}
