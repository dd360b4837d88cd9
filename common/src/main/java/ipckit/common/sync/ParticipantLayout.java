package ipckit.common.sync;

/**
 * One participant's line in an object. The role is protocol; the rest is for people to read,
 * written by the participant alone and never trusted.
 */
final class ParticipantLayout {
    static final long ROLE = 0;

    /** What it waits for: a number that the object gives a meaning. */
    static final long WAITING = ROLE + Integer.BYTES;

    static final long PID = WAITING + Integer.BYTES;

    /** The inode of its pid name space: pids mean something only within one. */
    static final long PID_SPACE = PID + Long.BYTES;

    /** Milliseconds since 1970 at which it attached. */
    static final long SINCE = PID_SPACE + Long.BYTES;

    /** Milliseconds since 1970 at which it began to wait. */
    static final long WAITING_SINCE = SINCE + Long.BYTES;

    /** What it has moved: items, messages. */
    static final long MOVED = WAITING_SINCE + Long.BYTES;

    static final long SIZE = 64;

    private ParticipantLayout() {}
}
