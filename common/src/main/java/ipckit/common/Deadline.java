package ipckit.common;

import java.time.Duration;

/**
 * One absolute instant, made where a time limit is given and passed down through every call that
 * may wait, so that nested waits cannot add up. Measured by {@link System#nanoTime()}: clock
 * changes do not move it, and time that the machine spends suspended does not count.
 *
 * @param at the instant; meaningless when {@code kind} is not {@link Kind#AT}
 * @param kind whether there is a limit at all
 */
public record Deadline(Kind kind, long at) {
    /** The three ways to wait. */
    public enum Kind {
        /** As long as it takes. */
        NEVER,
        /** Not at all. */
        NOW,
        /** Until an instant. */
        AT
    }

    /** Waits as long as it takes. */
    public static final Deadline NEVER = new Deadline(Kind.NEVER, 0);

    /** Does not wait. */
    public static final Deadline NOW = new Deadline(Kind.NOW, 0);

    /** A deadline that lies {@code limit} ahead. */
    public static Deadline after(Duration limit) {
        return afterNanos(limit.toNanos());
    }

    /** A deadline that lies {@code nanos} nanoseconds ahead. */
    public static Deadline afterNanos(long nanos) {
        return new Deadline(Kind.AT, System.nanoTime() + nanos);
    }

    /** Nanoseconds left: 0 when expired, {@link Long#MAX_VALUE} when there is no limit. */
    public long remainingNanos() {
        return switch (kind) {
            case NEVER -> Long.MAX_VALUE;
            case NOW -> 0;
            case AT -> Math.max(0, at - System.nanoTime());
        };
    }

    /** Whether waiting has to stop. */
    public boolean expired() {
        return remainingNanos() == 0;
    }
}
