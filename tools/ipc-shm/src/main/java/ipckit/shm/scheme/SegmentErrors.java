package ipckit.shm.scheme;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** Adds the name of a segment to the message of a failed operation. */
final class SegmentErrors {
    private SegmentErrors() {}

    static IpcException of(SegmentName name, IpcException e) {
        return of(name.toString(), e);
    }

    /**
     * Returns a failure whose message contains the segment's name. Returns the same failure if it
     * is a usage error or the failure to run a command.
     */
    static IpcException of(String name, IpcException e) {
        return switch (e.category()) {
            case USAGE, NOT_FOUND, CANNOT_RUN -> e;
            case ABSENT -> absent(name, e);
            default -> new IpcException(e.category(), "segment " + name + ": " + e.getMessage(), e);
        };
    }

    /** Returns the failure of an operation on a segment that does not exist. */
    static IpcException absent(String name, Exception cause) {
        return new IpcException(Category.ABSENT, "no such segment: " + name, cause);
    }
}
