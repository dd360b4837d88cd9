package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.shm.scheme.AttachedSegment;

import java.lang.foreign.MemorySegment;

/** Some of a segment's bytes, all of which lie in it. */
record SegmentRange(AttachedSegment segment, long offset, long length) {
    /**
     * @throws IpcException UNUSABLE if they do not
     */
    SegmentRange {
        segment.bytes(offset, length);
    }

    MemorySegment bytes() {
        return segment.bytes(offset, length);
    }

    /** Says that so many of them, from the first on, have come or gone. */
    void moved(String what, long count) {
        segment.moved(what, offset, count);
    }
}
