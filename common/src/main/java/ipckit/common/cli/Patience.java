package ipckit.common.cli;

import ipckit.common.Deadline;

import java.time.Duration;

/** The options that say how long one wait may last; the same for every verb that waits. */
public final class Patience {
    private final Arg<Duration> timeout;
    private final Arg<Boolean> noWait;

    /** Declares them. */
    public Patience(Arguments arguments) {
        timeout = arguments.duration("--timeout", "how long one wait may last (default: for ever)");
        noWait = arguments.flag("--no-wait", "do not wait at all");
        arguments.exclusive(timeout, noWait);
    }

    /** For rules with other options. */
    public Arg<Duration> timeout() {
        return timeout;
    }

    /** What they say. */
    public Limit of(Parsed given) {
        if (given.get(noWait)) {
            return new Limit(0, false);
        }
        return given.find(timeout)
                .map(limit -> new Limit(limit.toNanos(), true))
                .orElse(new Limit(-1, false));
    }

    /**
     * @param nanos of each wait; −1 for as long as it takes
     * @param timed whether a time limit was given, rather than none or no patience at all
     */
    public record Limit(long nanos, boolean timed) {
        /** The deadline of a wait that begins now. */
        public Deadline next() {
            if (nanos < 0) {
                return Deadline.NEVER;
            }
            return nanos == 0 ? Deadline.NOW : Deadline.afterNanos(nanos);
        }
    }
}
