package ipckit.common.queue;

/** What a participant waits for, as it says itself. */
public enum WaitReason {
    /** It does not wait. */
    NOTHING,
    /** For items to take. */
    ITEMS,
    /** For room to put into. */
    ROOM,
    /** For another producer to finish a put. */
    PRODUCERS_LOCK,
    /** For another consumer to finish a claim. */
    CONSUMERS_LOCK;

    private static final WaitReason[] VALUES = values();

    static WaitReason of(int stored) {
        return stored >= 0 && stored < VALUES.length ? VALUES[stored] : NOTHING;
    }
}
