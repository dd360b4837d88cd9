package ipckit.common.queue;

/** The role of a participant of a ring. The ordinals are stored in shared memory. */
public enum RingRole {
    /** The row is unused. */
    NONE,
    /** Puts items. */
    PRODUCER,
    /** Takes items. */
    CONSUMER,
    /** Neither puts nor takes, and keeps the stream from ending. */
    HOLDER;

    private static final RingRole[] VALUES = values();

    /** Returns the role for a stored number; NONE when it is impossible. */
    static RingRole of(int stored) {
        return stored >= 0 && stored < VALUES.length ? VALUES[stored] : NONE;
    }

    /** Whether the stream continues while a participant with this role lives. */
    boolean keepsStreamOpen() {
        return this == PRODUCER || this == HOLDER;
    }
}
