package ipckit.common.queue;

/**
 * The role of a participant of a ring. The ordinals are stored in shared memory, so the order of
 * the constants must not change.
 */
public enum RingRole {
    /**
     * No role: the row of the participant table is unused, or its participant is attaching or
     * detaching at this moment.
     */
    NONE,
    /** The participant puts items. */
    PRODUCER,
    /** The participant takes items. */
    CONSUMER,
    /**
     * The participant neither puts nor takes items. While it lives, the stream of items does not
     * end, even if no producer is attached.
     */
    HOLDER;

    private static final RingRole[] VALUES = values();

    /** Returns the role for a stored number; NONE when the number is impossible. */
    static RingRole of(int stored) {
        return stored >= 0 && stored < VALUES.length ? VALUES[stored] : NONE;
    }

    /** Returns whether the stream cannot end while a participant with this role is attached. */
    boolean keepsStreamOpen() {
        return this == PRODUCER || this == HOLDER;
    }
}
