package ipckit.common.queue;

/** The event that a participant of a ring waits for. The ordinals are stored in shared memory. */
public enum WaitReason {
    /** It does not wait. */
    NOTHING,
    /** It waits for items. */
    ITEMS,
    /** It waits for room. */
    ROOM,
    /** It waits for the producers' lock. */
    PRODUCERS_LOCK,
    /** It waits for the consumers' lock. */
    CONSUMERS_LOCK;

    private static final WaitReason[] VALUES = values();

    static WaitReason of(int stored) {
        return stored >= 0 && stored < VALUES.length ? VALUES[stored] : NOTHING;
    }
}
