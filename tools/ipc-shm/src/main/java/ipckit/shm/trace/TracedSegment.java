package ipckit.shm.trace;

import ipckit.common.CountedNoun;
import ipckit.common.Deadline;
import ipckit.common.cli.value.ModeConverter;
import ipckit.common.process.UserCommand;
import ipckit.common.sync.LockUse;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.LockMode;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;
import ipckit.shm.scheme.SegmentScheme;
import ipckit.shm.scheme.SegmentStatus;

import java.util.Optional;

/** A segment that reports each operation to a {@link SegmentTrace}. */
record TracedSegment(String name, Segment segment, SegmentTrace trace) implements Segment {
    private void report(SegmentCall call, String what) {
        call.report(trace, what, scheme());
    }

    @Override
    public SegmentScheme scheme() {
        return segment.scheme();
    }

    @Override
    public long create(long size, int mode) {
        long id = segment.create(size, mode);
        report(SegmentCall.CREATE, TraceText.created(name, id, size, mode));
        return id;
    }

    @Override
    public AttachedSegment attach(Access access, SegmentRole role) {
        AttachedSegment attached = segment.attach(access, role);
        TracedAttachedSegment traced = new TracedAttachedSegment(attached, trace, scheme());
        String use = access == Access.WRITE ? " to read and write" : " to read";
        String size = CountedNoun.of(attached.size(), "byte");
        String mapped = name + " at " + traced.address(0) + ": " + size + use;
        report(SegmentCall.ATTACH, mapped + TraceText.nattch(attached.count()));
        return traced;
    }

    @Override
    public SegmentStatus status() {
        SegmentStatus status = segment.status();
        report(SegmentCall.STATUS, TraceText.status(status));
        return status;
    }

    /**
     * Makes two reports, and then runs the command. The first report says that the command attaches
     * the segment. The second report says that the kernel detaches the segment when the command
     * ends. The second report is also made before the command starts, because the command of a
     * local or posix segment replaces this process, which then cannot report anything.
     */
    @Override
    public int run(UserCommand command, Access access, long at) {
        int count = segment.status().count();
        String where = at == ANY_ADDRESS ? "" : ", which wants it at 0x" + Long.toHexString(at);
        String nattch = TraceText.nattch(count < 0 ? count : count + 1);
        report(SegmentCall.ATTACH, name + " for the command" + where + nattch);
        report(SegmentCall.DETACH, name + " by the kernel, when the command has ended");
        return segment.run(command, access, at);
    }

    @Override
    public boolean lock(LockMode mode, Deadline deadline) {
        boolean locked = segment.lock(mode, deadline);
        if (locked) {
            String end = "; unlocked by the kernel, when the command has ended";
            trace.report(SegmentTrace.Step.LOCK, name + ": locked" + TraceText.beside(mode) + end);
        }
        return locked;
    }

    @Override
    public Optional<LockUse> lockUse() {
        return segment.lockUse();
    }

    @Override
    public void chmod(int mode) {
        segment.chmod(mode);
        report(SegmentCall.PERMIT, name + ": mode " + ModeConverter.PERMISSIONS.show(mode));
    }

    @Override
    public void remove() {
        int count = segment.status().count();
        segment.remove();
        String rest =
                count > 0
                        ? "; its memory stays until "
                                + CountedNoun.of(count, "process")
                                + (count == 1 ? " detaches" : " detach")
                        : "";
        report(SegmentCall.REMOVE, name + ": removed" + rest);
    }

    @Override
    public String toString() {
        return name;
    }
}
