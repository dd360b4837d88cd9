package ipckit.common;

import java.time.Duration;

/**
 * The limit of waits: an absolute instant, no limit ({@link #NEVER}), or a ban on waiting ({@link
 * #NOW}). A deadline is created from the user's time limit and passed to every call that may wait,
 * so that all these waits together do not take longer than the limit. A deadline is measured by
 * {@link System#nanoTime()}. Therefore a change of the system time does not move the deadline, and
 * the time for which the machine is suspended does not count.
 *
 * @param kind the kind of limit
 * @param at the value of {@link System#nanoTime()} at which waits end; used only if {@code kind} is
 *     {@link Kind#AT}
 */
public record Deadline(Kind kind, long at) {
    /** The kind of limit of a wait. */
    public enum Kind {
        /** The wait has no limit. */
        NEVER,
        /** The operation must not wait. */
        NOW,
        /** The wait ends at the instant {@link Deadline#at()}. */
        AT
    }

    /** The deadline of a wait without a limit. */
    public static final Deadline NEVER = new Deadline(Kind.NEVER, 0);

    /** The deadline of an operation that must not wait. */
    public static final Deadline NOW = new Deadline(Kind.NOW, 0);

    /** Returns the deadline that is {@code limit} after now. */
    public static Deadline after(Duration limit) {
        return afterNanos(limit.toNanos());
    }

    /** Returns the deadline that is {@code nanos} nanoseconds after now. */
    public static Deadline afterNanos(long nanos) {
        return new Deadline(Kind.AT, System.nanoTime() + nanos);
    }

    /**
     * Returns the remaining time in nanoseconds: 0 if the deadline has passed or is {@link #NOW},
     * and {@link Long#MAX_VALUE} if the deadline is {@link #NEVER}.
     */
    public long remainingNanos() {
        return switch (kind) {
            case NEVER -> Long.MAX_VALUE;
            case NOW -> 0;
            case AT -> Math.max(0, at - System.nanoTime());
        };
    }

    /** Returns the earlier of this deadline and the instant {@code nanos} nanoseconds after now. */
    public Deadline atMost(long nanos) {
        return remainingNanos() < nanos ? this : afterNanos(nanos);
    }

    /** Returns whether the deadline has passed or is {@link #NOW}. */
    public boolean expired() {
        return remainingNanos() == 0;
    }
}
