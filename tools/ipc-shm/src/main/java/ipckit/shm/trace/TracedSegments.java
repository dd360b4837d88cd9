package ipckit.shm.trace;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.naming.ObjectName;
import ipckit.shm.scheme.LocalSegment;
import ipckit.shm.scheme.LocalSegments;
import ipckit.shm.scheme.PosixSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentName;
import ipckit.shm.scheme.SystemVSegment;

/** From what a user types to a segment of one of the three schemes. */
public final class TracedSegments {
    private final LocalSegments local = new LocalSegments();
    private final Trace trace;

    /**
     * @param trace who is told what is done with them
     */
    public TracedSegments(Trace trace) {
        this.trace = trace;
    }

    public Segment named(String argument) {
        SegmentName name = SegmentName.parse(argument);
        Segment segment =
                switch (name) {
                    case SegmentName.Local(var text) -> new LocalSegment(local, text);
                    case SegmentName.Posix posix -> new PosixSegment(posix);
                    case SegmentName systemV -> new SystemVSegment(systemV);
                };
        return trace.isSilent() ? segment : new TracedSegment(name.toString(), segment, trace);
    }

    /**
     * Makes a segment of this kit that has no name.
     *
     * @return the number that is used in place of one
     */
    public long createPrivate(long size, int mode) {
        long id = local.createPrivate(size, mode);
        String name = Long.toString(id);
        trace.tell(
                Trace.Step.CREATE,
                TracedSegment.created(name, id, size, mode)
                        + SegmentCall.CREATE.on(new LocalSegment(local, new ObjectName(name))));
        return id;
    }

    /**
     * A segment of this kit.
     *
     * @throws IpcException USAGE if the name is another's
     */
    public LocalSegment localNamed(String argument) {
        if (SegmentName.parse(argument) instanceof SegmentName.Local(var name)) {
            return new LocalSegment(local, name);
        }
        throw new IpcException(
                Category.USAGE, argument + ": only segments of this kit can be pinned");
    }
}
