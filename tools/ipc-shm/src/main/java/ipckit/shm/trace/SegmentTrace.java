package ipckit.shm.trace;

import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentCatalog;
import ipckit.shm.scheme.SegmentScheme;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reports the steps in the life of a segment, one line for each step. The method {@link #segment}
 * returns a segment whose operations are reported.
 */
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
     * @param out receives each line; null for a trace that reports nothing
     */
    public SegmentTrace(Consumer<String> out) {
        this.out = out;
    }

    /**
     * Returns the segment with the given name. The segment need not exist. This trace reports each
     * operation on the segment.
     *
     * @throws ipckit.common.IpcException USAGE if the name is illegal
     */
    public Segment segment(String name) {
        Segment segment = new SegmentCatalog().named(name);
        return out == null ? segment : new TracedSegment(segment.toString(), segment, this);
    }

    /**
     * Creates a local segment whose name is its id, and reports the creation.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777
     * @return the id
     */
    public long createUnnamed(long size, int mode) {
        long id = new SegmentCatalog().createUnnamed(size, mode);
        String what = TraceText.created(Long.toString(id), id, size, mode);
        SegmentCall.CREATE.report(this, what, SegmentScheme.LOCAL);
        return id;
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
