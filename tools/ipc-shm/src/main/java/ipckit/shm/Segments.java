package ipckit.shm;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** From what a user types to a segment of one of the three schemes. */
final class Segments {
    private final LocalSegments local = new LocalSegments();

    Segment named(String argument) {
        return switch (SegmentName.parse(argument)) {
            case SegmentName.Local(var name) -> new LocalSegment(local, name);
            case SegmentName.Posix posix -> new PosixSegment(posix);
            case SegmentName systemV -> new SystemVSegment(systemV);
        };
    }

    /**
     * A segment of this kit.
     *
     * @throws IpcException USAGE if the name is another's
     */
    LocalSegment localNamed(String argument) {
        if (SegmentName.parse(argument) instanceof SegmentName.Local(var name)) {
            return new LocalSegment(local, name);
        }
        throw new IpcException(
                Category.USAGE, argument + ": only segments of this kit can be pinned");
    }

    LocalSegments local() {
        return local;
    }
}
