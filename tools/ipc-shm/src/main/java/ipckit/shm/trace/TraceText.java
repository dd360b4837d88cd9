package ipckit.shm.trace;

import ipckit.common.CountedNoun;
import ipckit.common.cli.value.ModeConverter;
import ipckit.shm.scheme.LockMode;
import ipckit.shm.scheme.SegmentStatus;

/** Formats the parts of a line of a {@link SegmentTrace} that describe a segment. */
public final class TraceText {
    private TraceText() {}

    static String created(String name, long id, long size, int mode) {
        return described(name, size, mode) + ", id " + id;
    }

    /** Returns the text that describes the status of a segment. */
    public static String status(SegmentStatus status) {
        String removed = status.removed() ? "; removed" : "";
        return described(status.name(), status.size(), status.mode())
                + nattch(status.count())
                + removed;
    }

    /**
     * Returns the text that says which other processes can hold a lock at the same time; empty for
     * an exclusive lock.
     */
    static String beside(LockMode mode) {
        if (mode.slots() > 0) {
            return ", in one of " + CountedNoun.of(mode.slots(), "slot");
        }
        return mode.shared() ? ", beside other shared holders" : "";
    }

    private static String described(String name, long size, int mode) {
        return name
                + ": "
                + CountedNoun.of(size, "byte")
                + ", mode "
                + ModeConverter.PERMISSIONS.show(mode);
    }

    /**
     * Returns the number of attached processes as text for the end of a line, for example {@code ;
     * nattch 2}. The text is empty if the number is not known.
     */
    public static String nattch(int count) {
        return count < 0 ? "" : "; nattch " + count;
    }
}
