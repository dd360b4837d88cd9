package ipckit.shm.trace;

import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentCatalog;
import ipckit.shm.scheme.SegmentScheme;

/** Finds segments by name. The segments report each operation to a trace. */
public final class TracedSegments {
    private final SegmentCatalog catalog = new SegmentCatalog();
    private final SegmentTrace trace;

    /**
     * @param trace receives the steps; with {@link SegmentTrace#SILENT} the segments are not
     *     wrapped
     */
    public TracedSegments(SegmentTrace trace) {
        this.trace = trace;
    }

    /**
     * Returns the segment with a name. The segment need not exist.
     *
     * @throws ipckit.common.IpcException USAGE if the name is illegal
     */
    public Segment named(String argument) {
        Segment segment = catalog.named(argument);
        return trace.isSilent() ? segment : new TracedSegment(segment, trace);
    }

    /**
     * Creates a local segment whose name is its id, and reports the creation.
     *
     * @param size in bytes
     * @param mode permissions, 0 to 0777
     * @return the id
     */
    public long createUnnamed(long size, int mode) {
        long id = catalog.createUnnamed(size, mode);
        String what = TraceText.created(Long.toString(id), id, size, mode);
        SegmentCall.CREATE.report(trace, what, SegmentScheme.LOCAL);
        return id;
    }
}
