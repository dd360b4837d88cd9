package ipckit.shm.scheme;

/**
 * The purpose for which a participant has a segment attached. The ordinals are stored in shared
 * memory.
 */
public enum SegmentRole {
    /** The role of the participant is unknown. */
    UNKNOWN,
    /** The participant is a command that {@code attach} has started. */
    COMMAND,
    /**
     * The participant is a process that {@code pin} has started. The only purpose of this process
     * is to keep the segment attached.
     */
    PIN,
    /** The participant runs a verb, such as {@code read}, that reads or writes the segment. */
    ACCESS,
    /** The participant runs a verb, such as {@code cell wait}, that waits for a cell. */
    WAIT;

    /**
     * Returns the role whose ordinal is {@code stored}; {@code UNKNOWN} if no role has this
     * ordinal.
     */
    public static SegmentRole of(int stored) {
        return stored > 0 && stored < values().length ? values()[stored] : UNKNOWN;
    }
}
