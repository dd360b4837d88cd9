package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The children that this process has started and not yet reaped. Code that waits for any child
 * learns only the pid of a child that has ended. The code finds the {@link ChildProcess} with this
 * pid in the registry, and reaps the child through that object.
 *
 * <p>Because of the registry, a child of a {@link ProcessTree} belongs to its tree even if the
 * child removes the {@linkplain TreeTag tag} from its environment, as {@code env -i} does. The pids
 * of these children are also written to a file in memory, one pid per line. If this process dies,
 * the {@link TreeWatchdog}, which is another process, reads the file to find the children. This
 * class is safe for several threads.
 */
final class ChildRegistry {
    /**
     * The text of an unused line in the file that {@link #file()} returns. Seven blanks take the
     * place of a pid, because a pid has at most seven digits.
     */
    private static final String NO_LINE = "       \n";

    /**
     * The line number of a child that belongs to no tree. The file that {@link #file()} returns has
     * no line for such a child.
     */
    private static final int NONE = -1;

    private static final Map<Long, Entry> ENTRIES = new HashMap<>();
    private static final Deque<Integer> FREE = new ArrayDeque<>();
    private static int lines;
    private static CommandInput file;
    private static volatile boolean guarding;

    private ChildRegistry() {}

    private record Entry(ChildProcess child, int line, String environment) {}

    /** Returns the file that contains the pid of each child of a tree, one per line. */
    static synchronized CommandInput file() {
        if (file == null) {
            file = new CommandInput();
        }
        return file;
    }

    /**
     * Starts a child and adds it to the registry.
     *
     * @param environment the variables set for the child, in the form of {@link
     *     TreeProcess#environment}; null if the child belongs to no tree
     */
    static ChildProcess start(Supplier<ChildProcess> launch, String environment) {
        if (!guarding) {
            return add(launch.get(), environment);
        }
        synchronized (ChildRegistry.class) {
            return add(launch.get(), environment);
        }
    }

    /**
     * Makes {@link #start} own a lock while it starts a child and adds the child to the registry.
     * Therefore {@link #find} never misses a child that has just started. This method must be
     * called while no child is being started, and before a thread calls {@code
     * WaitCalls.awaitAnyEnd()}. By default, {@link #start} acquires no lock before it starts a
     * child, so that several threads can start children at the same time.
     */
    static void guardStarts() {
        guarding = true;
    }

    private static synchronized ChildProcess add(ChildProcess child, String environment) {
        Entry earlier = ENTRIES.get(child.pid());
        if (earlier != null) {
            // Another thread has reaped the earlier child with this pid and is about to remove it.
            remove(earlier.child());
        }
        int line = environment == null ? NONE : FREE.isEmpty() ? lines++ : FREE.pop();
        ENTRIES.put(child.pid(), new Entry(child, line, environment));
        if (line != NONE) {
            String number = Long.toString(child.pid());
            write(line, number + NO_LINE.substring(number.length()));
        }
        return child;
    }

    /** Removes a child that was reaped. Has no effect if the child was removed already. */
    static synchronized void remove(ChildProcess child) {
        Entry entry = ENTRIES.get(child.pid());
        if (entry == null || entry.child() != child) {
            return;
        }
        ENTRIES.remove(child.pid());
        if (entry.line() != NONE) {
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

    /** Returns the child with a pid, or null if the registry contains no child with this pid. */
    static synchronized ChildProcess find(long pid) {
        Entry entry = ENTRIES.get(pid);
        return entry == null ? null : entry.child();
    }

    /**
     * Returns the variables that were set for the child with a pid. Returns null if the registry
     * contains no child with this pid, or if the child belongs to no tree.
     */
    static synchronized String environment(long pid) {
        Entry entry = ENTRIES.get(pid);
        return entry == null ? null : entry.environment();
    }
}
