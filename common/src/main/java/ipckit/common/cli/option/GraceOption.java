package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

import java.time.Duration;

/**
 * The option {@code --grace} of a verb whose commands finish their work after the first signal that
 * asks the verb to end. The option limits the time for which they may work after this signal. By
 * default the time is unlimited.
 */
public final class GraceOption {
    private final Argument<Duration> grace;

    /** Declares the option. */
    public GraceOption(Arguments arguments) {
        grace = arguments.duration("--grace", "after TERM, end CMD when it works longer than this");
    }

    /** Declares that the option is allowed only together with {@code prerequisite}. */
    public void need(Arguments arguments, Argument<?> prerequisite) {
        arguments.needs(grace, prerequisite);
    }

    /**
     * Returns the longest time for which a command may work after the first signal that asks the
     * verb to end; null for no limit.
     */
    public Duration of(ParsedArguments given) {
        return given.find(grace).orElse(null);
    }
}
