package ipckit.common.cli.option;

import ipckit.common.Deadline;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

import java.time.Duration;

/** The options that say how long one wait may last; the same for every verb that waits. */
public final class WaitOptions {
    private final Argument<Duration> timeout;
    private final Argument<Boolean> noWait;

    /** Declares them. */
    public WaitOptions(Arguments arguments) {
        timeout = arguments.duration("--timeout", "how long one wait may last (default: for ever)");
        noWait = arguments.flag("--no-wait", "do not wait at all");
        arguments.exclusive(timeout, noWait);
    }

    /** For rules with other options. */
    public Argument<Duration> timeout() {
        return timeout;
    }

    /** What they say. */
    public Limit of(ParsedArguments given) {
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
