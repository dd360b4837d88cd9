package ipckit.common.cli.option;

import ipckit.common.Deadline;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

import java.time.Duration;

/**
 * The options that limit each wait: {@code --timeout} and {@code --no-wait}, which exclude each
 * other. By default a wait is unlimited.
 */
public final class WaitOptions {
    private final Argument<Duration> timeout;
    private final Argument<Boolean> noWait;

    /** Declares the options. */
    public WaitOptions(Arguments arguments) {
        timeout =
                arguments.duration("--timeout", "the time limit of each wait (default: unlimited)");
        noWait = arguments.flag("--no-wait", "fail at once instead of waiting");
        arguments.exclusive(timeout, noWait);
    }

    /**
     * Returns the option {@code --timeout}. A caller can then declare that another option, such as
     * {@code --drain}, excludes {@code --timeout}.
     */
    public Argument<Duration> timeout() {
        return timeout;
    }

    /**
     * Returns the option {@code --no-wait}. A caller can then declare that another option excludes
     * {@code --no-wait}.
     */
    public Argument<Boolean> noWait() {
        return noWait;
    }

    /** Returns the limit that the user chose for each wait. */
    public Limit of(ParsedArguments given) {
        if (given.get(noWait)) {
            return new Limit(0, false);
        }
        return given.find(timeout)
                .map(limit -> new Limit(limit.toNanos(), true))
                .orElse(Limit.NONE);
    }

    /**
     * The limit of each wait.
     *
     * @param nanos the longest time of a wait in nanoseconds; 0 to forbid waiting; −1 when waits
     *     are unlimited
     * @param timed whether the limit is a time that the user gave with {@code --timeout}; false if
     *     the user gave {@code --no-wait} or no limit
     */
    public record Limit(long nanos, boolean timed) {
        /** The limit of waits that are unlimited. */
        public static final Limit NONE = new Limit(-1, false);

        /** Returns the deadline of a wait that begins now. */
        public Deadline next() {
            if (nanos < 0) {
                return Deadline.NEVER;
            }
            return nanos == 0 ? Deadline.NOW : Deadline.afterNanos(nanos);
        }
    }
}
