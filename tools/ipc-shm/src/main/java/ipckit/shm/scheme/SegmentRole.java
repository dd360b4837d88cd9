package ipckit.shm.scheme;

/** The role of a participant of a segment. The ordinals are stored in shared memory. */
public enum SegmentRole {
    /** The role is unknown. */
    UNKNOWN,
    /** A command that {@code attach} has started. */
    COMMAND,
    /** A process that {@code pin} has left, which only keeps the segment. */
    PIN,
    /** A verb that reads or writes. */
    ACCESS,
    /** A verb that waits for a cell. */
    WAIT;

    /** Returns the role for a stored number; UNKNOWN when it is impossible. */
    public static SegmentRole of(int stored) {
        return stored > 0 && stored < values().length ? values()[stored] : UNKNOWN;
    }
}
