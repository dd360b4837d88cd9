package ipckit.shm.content;

import ipckit.common.IpcException;
import ipckit.shm.scheme.AttachedSegment;

import java.lang.foreign.MemorySegment;

/** A range of bytes that lies completely within an attached segment. */
record SegmentRange(AttachedSegment segment, long offset, long length) {
    /**
     * @throws IpcException UNUSABLE if the range reaches beyond the end of the segment
     */
    SegmentRange {
        segment.bytes(offset, length);
    }

    MemorySegment bytes() {
        return segment.bytes(offset, length);
    }

    /**
     * Reports to the {@linkplain AttachedSegment#traceAccess trace} that the first {@code count}
     * bytes of the range were transferred.
     */
    void traceTransfer(String what, long count) {
        segment.traceTransfer(what, offset, count);
    }
}
