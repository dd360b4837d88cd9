package ipckit.common.queue;

/**
 * One participant's line in a ring. The role is protocol; the rest is for people to read, written
 * by the participant alone and never trusted.
 */
final class SlotLayout {
    static final long ROLE = 0;

    /** What it waits for: a {@link Waiting} ordinal. */
    static final long WAITING = ROLE + Integer.BYTES;

    static final long PID = WAITING + Integer.BYTES;

    /** The inode of its pid name space: pids mean something only within one. */
    static final long PID_SPACE = PID + Long.BYTES;

    /** Milliseconds since 1970 at which it attached. */
    static final long SINCE = PID_SPACE + Long.BYTES;

    /** Milliseconds since 1970 at which it began to wait. */
    static final long WAITING_SINCE = SINCE + Long.BYTES;

    /** Items that it put or acknowledged. */
    static final long ITEMS = WAITING_SINCE + Long.BYTES;

    static final long SIZE = 64;

    private SlotLayout() {}
}
