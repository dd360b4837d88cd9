package ipckit.shm.trace;

import ipckit.common.process.UserCommand;
import ipckit.shm.scheme.AttachedSegment;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentStatus;
import ipckit.shm.scheme.User;
import ipckit.shm.trace.Trace.Step;

import java.nio.file.Path;

/**
 * A segment that tells what is done with it: each step by the name of the call that it is, or is
 * like.
 */
public final class TracedSegment implements Segment {
    private final String name;
    private final Segment segment;
    private final Trace trace;

    TracedSegment(String name, Segment segment, Trace trace) {
        this.name = name;
        this.segment = segment;
        this.trace = trace;
    }

    @Override
    public long create(long size, int mode) {
        long id = segment.create(size, mode);
        trace.tell(Step.CREATE, created(name, id, size, mode) + SegmentCall.CREATE.on(segment));
        return id;
    }

    /** What there is to be told of a new one. */
    static String created(String name, long id, long size, int mode) {
        return name + ": " + size + " bytes, mode 0" + Integer.toOctalString(mode) + ", id " + id;
    }

    @Override
    public AttachedSegment attach(Access access, User.Role role) {
        AttachedSegment attached = segment.attach(access, role);
        String what = access == Access.WRITE ? " bytes to read and write" : " bytes to read";
        TracedAttachedSegment traced =
                new TracedAttachedSegment(name, attached, trace, SegmentCall.DETACH.on(segment));
        trace.tell(
                Step.ATTACH,
                name
                        + " at "
                        + traced.address(0)
                        + ": "
                        + attached.size()
                        + what
                        + nattch(attached.count())
                        + SegmentCall.ATTACH.on(segment));
        return traced;
    }

    @Override
    public SegmentStatus facts() {
        SegmentStatus facts = segment.facts();
        trace.tell(Step.CONTROL, known(facts) + SegmentCall.STATUS.on(segment));
        return facts;
    }

    /** What has been learnt of one. */
    public static String known(SegmentStatus facts) {
        return facts.name()
                + ": "
                + facts.size()
                + " bytes, mode 0"
                + Integer.toOctalString(facts.mode())
                + nattch(facts.count())
                + (facts.removed() ? "; removed" : "");
    }

    /** Told before, because nobody may be there to tell it afterwards. */
    @Override
    public int run(UserCommand command, Access access, long at) {
        int count = segment.facts().count();
        String where = at == ANYWHERE ? "" : ", which wants it at 0x" + Long.toHexString(at);
        trace.tell(
                Step.ATTACH,
                name
                        + " for the command"
                        + where
                        + nattch(count < 0 ? count : count + 1)
                        + SegmentCall.ATTACH.on(segment));
        trace.tell(
                Step.DETACH,
                name
                        + " by the kernel, when the command has ended"
                        + SegmentCall.DETACH.on(segment));
        return segment.run(command, access, at);
    }

    @Override
    public Path lockFile() {
        return segment.lockFile();
    }

    @Override
    public void chmod(int mode) {
        segment.chmod(mode);
        trace.tell(
                Step.CONTROL,
                name + ": mode 0" + Integer.toOctalString(mode) + SegmentCall.PERMIT.on(segment));
    }

    @Override
    public void remove() {
        int count = segment.facts().count();
        segment.remove();
        String rest = count > 0 ? "; its memory goes with the last of " + count : "";
        trace.tell(Step.CONTROL, name + ": removed" + rest + SegmentCall.REMOVE.on(segment));
    }

    /** Nothing where nobody counts. */
    public static String nattch(int count) {
        return count < 0 ? "" : "; nattch " + count;
    }

    @Override
    public String toString() {
        return segment.toString();
    }
}
