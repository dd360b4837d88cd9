package ipckit.common.mailbox;

import java.util.concurrent.TimeUnit;

/**
 * The clock that decides when a delayed message becomes ready and when a message expires. In a
 * durable mailbox these times must have a meaning after a restart of the machine, so the clock is
 * the system time, which a user can set. In any other mailbox the clock is the {@link BootClock}.
 */
record MessageClock(boolean isSystemTime) {
    /** Returns the time of this clock in milliseconds. */
    long now() {
        return isSystemTime ? System.currentTimeMillis() : BootClock.millis();
    }

    /**
     * Returns the time that this clock will show {@code millis} milliseconds from now. The result
     * is at least 1, because an entry contains 0 if no time is set.
     */
    long after(long millis) {
        return Math.max(1, Math.addExact(now(), millis));
    }

    /**
     * Returns the time that this clock will show {@code nanos} nanoseconds from now, or 0 (no time
     * is set) if {@code nanos} is {@link Long#MAX_VALUE}.
     */
    long afterNanos(long nanos) {
        return nanos == Long.MAX_VALUE ? 0 : after(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /**
     * Converts a time of this clock to milliseconds since 1970. Returns 0 if {@code time} is 0,
     * that is, if no time is set.
     */
    long sinceEpoch(long time) {
        return time == 0 || isSystemTime ? time : time - now() + System.currentTimeMillis();
    }
}
