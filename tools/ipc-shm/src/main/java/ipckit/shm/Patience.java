package ipckit.shm;

import ipckit.common.Deadline;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Parsed;

import java.time.Duration;

/** The options that say how long one wait may last; the same for every verb that waits. */
final class Patience {
    private final Arg<Duration> timeout;
    private final Arg<Boolean> noWait;

    Patience(Arguments arguments) {
        timeout = arguments.duration("--timeout", "how long one wait may last (default: for ever)");
        noWait = arguments.flag("--no-wait", "do not wait at all");
        arguments.exclusive(timeout, noWait);
    }

    /** For rules with other options. */
    Arg<Duration> timeout() {
        return timeout;
    }

    Limit of(Parsed given) {
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
    record Limit(long nanos, boolean timed) {
        /** The deadline of a wait that begins now. */
        Deadline next() {
            if (nanos < 0) {
                return Deadline.NEVER;
            }
            return nanos == 0 ? Deadline.NOW : Deadline.afterNanos(nanos);
        }
    }
}
