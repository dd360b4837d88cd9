package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** What went wrong inside a segment, told with the segment's name. */
public final class SegmentErrors {
    private SegmentErrors() {}

    public static IpcException of(SegmentName name, IpcException e) {
        return of(name.toString(), e);
    }

    public static IpcException of(String name, IpcException e) {
        return switch (e.category()) {
            case USAGE, NOT_FOUND, CANNOT_RUN -> e;
            case ABSENT -> new IpcException(Category.ABSENT, "no such segment: " + name, e);
            default -> new IpcException(e.category(), "segment " + name + ": " + e.getMessage(), e);
        };
    }
}
