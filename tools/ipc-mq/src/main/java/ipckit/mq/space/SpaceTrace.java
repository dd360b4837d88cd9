package ipckit.mq.space;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reports what this process does in the port space: one line for each step. A line begins with the
 * name of the step. The steps in {@link SpaceStep} have the names of the failpoints at which tests
 * kill a process.
 *
 * <p>While a thread has a lock, its lines are only collected. Otherwise a reader of the trace that
 * reads nothing for a long time would also delay all other processes that need the lock.
 *
 * <p>A process has at most one trace, which belongs to the verb that the process runs. By default,
 * a process has no trace. This class is safe for several threads.
 */
public final class SpaceTrace {
    private static final int WIDTH = 8;

    private static final ThreadLocal<Collected> COLLECTED = ThreadLocal.withInitial(Collected::new);

    private static volatile Consumer<String> out;

    private SpaceTrace() {}

    /** The lines that a thread has collected while it has at least one lock. */
    private static final class Collected {
        private final List<String> lines = new ArrayList<>();
        private int locks;

        /**
         * Whether the thread reported no step between the last acquisition and release of a lock.
         */
        private boolean wasIdle;
    }

    /**
     * Begins to report all steps of this process.
     *
     * @param lines takes each line
     */
    public static void start(Consumer<String> lines) {
        out = lines;
    }

    /** Ends the reports. */
    public static void stop() {
        out = null;
    }

    static boolean isOn() {
        return out != null;
    }

    /**
     * Reports a step. Has no effect if there is no trace.
     *
     * @param what the rest of the line, after the name of the step
     */
    static void report(String step, String what) {
        Consumer<String> lines = out;
        if (lines == null) {
            return;
        }
        String line = step + " ".repeat(WIDTH - step.length()) + what;
        Collected collected = COLLECTED.get();
        if (collected.locks > 0) {
            collected.lines.add(line);
        } else {
            collected.wasIdle = false;
            lines.accept(line);
        }
    }

    /** Reports that this thread has acquired a lock. */
    static void locked(String lock) {
        collect();
        report("lock", lock);
    }

    /** Reports that this thread has released a lock. */
    static void unlocked(String lock) {
        report("unlock", lock);
        passOn();
    }

    /**
     * Begins to collect the lines of this thread, because it has acquired a lock, or is about to
     * acquire one. After the release of the lock, the caller calls {@link #passOn}.
     */
    static void collect() {
        if (isOn()) {
            COLLECTED.get().locks++;
        }
    }

    /**
     * Ends the collection that {@link #collect} has begun. If the thread now has no lock, writes
     * the collected lines to the trace. A thread that waits can acquire and release a lock again
     * and again without another step. In this case, only the first acquisition and the first
     * release are written.
     */
    static void passOn() {
        Consumer<String> lines = out;
        if (lines == null) {
            return;
        }
        Collected collected = COLLECTED.get();
        collected.locks--;
        if (collected.locks == 0) {
            boolean isIdle = collected.lines.size() == 2;
            if (!isIdle || !collected.wasIdle) {
                collected.lines.forEach(lines);
            }
            collected.wasIdle = isIdle;
            collected.lines.clear();
        }
    }
}
