package ipckit.common.queue;

/**
 * The reason why a participant of a ring waits. The ordinals are stored in shared memory, so the
 * order of the constants must not change.
 */
public enum WaitReason {
    /** The participant does not wait. */
    NOTHING,
    /** The participant waits for items that it can take. */
    ITEMS,
    /** The participant waits for room in the ring, to put an item. */
    ROOM,
    /** The participant waits for the producers' lock. */
    PRODUCERS_LOCK,
    /** The participant waits for the consumers' lock. */
    CONSUMERS_LOCK;

    private static final WaitReason[] VALUES = values();

    static WaitReason of(int stored) {
        return stored >= 0 && stored < VALUES.length ? VALUES[stored] : NOTHING;
    }
}
