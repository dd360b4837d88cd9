package ipckit.shm.trace;

import java.util.Locale;
import java.util.function.Consumer;

/** Reports the steps in the life of a segment, one line for each step. */
public final class SegmentTrace {
    /** A trace that reports nothing. */
    public static final SegmentTrace SILENT = new SegmentTrace(null);

    private static final int WIDTH = 9;

    private final Consumer<String> out;

    /** The names of the steps in the life of a segment. */
    public enum Step {
        CREATE,
        ATTACH,
        LOCK,
        ACCESS,
        DETACH,
        CONTROL
    }

    /**
     * @param out receives each line
     */
    public SegmentTrace(Consumer<String> out) {
        this.out = out;
    }

    /** Returns whether the trace reports nothing. */
    boolean isSilent() {
        return out == null;
    }

    /**
     * Reports one step.
     *
     * @param what the rest of the line, after the name of the step
     */
    public void report(Step step, String what) {
        if (out != null) {
            String name = step.name().toLowerCase(Locale.ROOT);
            out.accept(name + " ".repeat(WIDTH - name.length()) + what);
        }
    }
}
