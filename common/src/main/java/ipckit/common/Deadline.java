package ipckit.common;

import java.time.Duration;

/**
 * An absolute instant that limits waits. It is made where the user gives a time limit and is passed
 * down through every call that may wait, so that nested waits do not add up. It is measured by
 * {@link System#nanoTime()}: changes of the clock do not move it, and the time of a suspension does
 * not count.
 *
 * @param at the instant; meaningless unless {@code kind} is {@link Kind#AT}
 * @param kind whether there is a limit
 */
public record Deadline(Kind kind, long at) {
    /** The three ways to wait. */
    public enum Kind {
        /** Without a limit. */
        NEVER,
        /** Not at all. */
        NOW,
        /** Until an instant. */
        AT
    }

    /** A wait without a limit. */
    public static final Deadline NEVER = new Deadline(Kind.NEVER, 0);

    /** No wait. */
    public static final Deadline NOW = new Deadline(Kind.NOW, 0);

    /** Returns the deadline {@code limit} from now. */
    public static Deadline after(Duration limit) {
        return afterNanos(limit.toNanos());
    }

    /** Returns the deadline {@code nanos} nanoseconds from now. */
    public static Deadline afterNanos(long nanos) {
        return new Deadline(Kind.AT, System.nanoTime() + nanos);
    }

    /**
     * Returns the nanoseconds left: 0 after the deadline, {@link Long#MAX_VALUE} without a limit.
     */
    public long remainingNanos() {
        return switch (kind) {
            case NEVER -> Long.MAX_VALUE;
            case NOW -> 0;
            case AT -> Math.max(0, at - System.nanoTime());
        };
    }

    /** Whether the deadline has passed. */
    public boolean expired() {
        return remainingNanos() == 0;
    }
}
