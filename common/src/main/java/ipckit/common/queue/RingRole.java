package ipckit.common.queue;

/** What a participant of a buffer does there. */
public enum RingRole {
    /** The slot is empty. */
    NONE,
    /** Puts items. */
    PRODUCER,
    /** Takes items. */
    CONSUMER,
    /** Does neither, and keeps the stream from ending. */
    HOLDER;

    private static final RingRole[] VALUES = values();

    /** The role of a stored number; one that is none counts as empty. */
    static RingRole of(int stored) {
        return stored >= 0 && stored < VALUES.length ? VALUES[stored] : NONE;
    }

    /** Whether the stream goes on while such a one lives. */
    boolean keepsStreamOpen() {
        return this == PRODUCER || this == HOLDER;
    }
}
