package ipckit.shm.trace;

import ipckit.common.Deadline;
import ipckit.common.process.UserCommand;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.scheme.SegmentScheme;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.trace.SegmentTrace.Step;

/**
 * A segment that reports each operation to a trace, with the name of the system call that does the
 * same.
 */
final class TracedSegment implements Segment {
    private final String name;
    private final Segment segment;
    private final SegmentTrace trace;

    TracedSegment(Segment segment, SegmentTrace trace) {
        this.name = segment.toString();
        this.segment = segment;
        this.trace = trace;
    }

    private void report(Step step, String what, SegmentCall call) {
        trace.report(step, what + call.suffix(scheme()));
    }

    @Override
    public SegmentScheme scheme() {
        return segment.scheme();
    }

    @Override
    public long create(long size, int mode) {
        long id = segment.create(size, mode);
        report(Step.CREATE, TraceText.created(name, id, size, mode), SegmentCall.CREATE);
        return id;
    }

    @Override
    public AttachedSegment attach(Access access, SegmentRole role) {
        AttachedSegment attached = segment.attach(access, role);
        String what = access == Access.WRITE ? " bytes to read and write" : " bytes to read";
        TracedAttachedSegment traced =
                new TracedAttachedSegment(
                        name, attached, trace, SegmentCall.DETACH.suffix(scheme()));
        report(
                Step.ATTACH,
                name
                        + " at "
                        + traced.address(0)
                        + ": "
                        + attached.size()
                        + what
                        + TraceText.nattch(attached.count()),
                SegmentCall.ATTACH);
        return traced;
    }

    @Override
    public SegmentStatus status() {
        SegmentStatus status = segment.status();
        report(Step.CONTROL, TraceText.status(status), SegmentCall.STATUS);
        return status;
    }

    /**
     * Reports the attach and the detach before the command starts, because the command may replace
     * this process.
     */
    @Override
    public int run(UserCommand command, Access access, long at) {
        int count = segment.status().count();
        String where = at == ANY_ADDRESS ? "" : ", which wants it at 0x" + Long.toHexString(at);
        report(
                Step.ATTACH,
                name + " for the command" + where + TraceText.nattch(count < 0 ? count : count + 1),
                SegmentCall.ATTACH);
        report(
                Step.DETACH,
                name + " by the kernel, when the command has ended",
                SegmentCall.DETACH);
        return segment.run(command, access, at);
    }

    @Override
    public boolean lock(boolean shared, Deadline deadline) {
        boolean locked = segment.lock(shared, deadline);
        if (locked) {
            trace.report(
                    Step.LOCK,
                    name
                            + (shared ? ": locked, beside other shared holders" : ": locked")
                            + "; unlocked by the kernel, when the command has ended");
        }
        return locked;
    }

    @Override
    public void chmod(int mode) {
        segment.chmod(mode);
        report(Step.CONTROL, name + ": mode 0" + Integer.toOctalString(mode), SegmentCall.PERMIT);
    }

    @Override
    public void remove() {
        int count = segment.status().count();
        segment.remove();
        String rest =
                count > 0 ? "; its memory stays until the last of " + count + " detaches" : "";
        report(Step.CONTROL, name + ": removed" + rest, SegmentCall.REMOVE);
    }

    @Override
    public String toString() {
        return name;
    }
}
