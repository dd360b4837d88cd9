package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;

import java.time.Duration;

/**
 * The option {@code --grace} of a verb that runs commands. After the first signal that asks the
 * verb to end, the commands that are running may finish their work. The option limits the time for
 * which they may continue. Without the option, this time is unlimited.
 */
public final class GraceOption {
    private final Argument<Duration> grace;

    /** Declares the option. */
    public GraceOption(Arguments arguments) {
        grace = arguments.duration("--grace", "after TERM, end CMD when it works longer than this");
    }

    /** Declares that the user may give this option only together with {@code prerequisite}. */
    public void need(Arguments arguments, Argument<?> prerequisite) {
        arguments.needs(grace, prerequisite);
    }

    /**
     * Returns the time for which a command may still work after the first signal that asks the verb
     * to end. Returns null if there is no limit.
     */
    public Duration of(ParsedArguments given) {
        return given.find(grace).orElse(null);
    }
}
