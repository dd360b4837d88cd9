package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.value.DurationConverter;

import java.time.Duration;

/**
 * The option {@code --kill-after} of a verb that ends a tree of processes. Its value is the time
 * between the signals TERM and KILL. The option {@code --kill-after} of timeout(1) has the same
 * meaning.
 */
public final class KillAfterOption {
    private static final Duration USUAL = Duration.ofSeconds(2);

    private KillAfterOption() {}

    /** Declares the option. */
    public static Argument<Duration> of(Arguments arguments) {
        return arguments
                .option(
                        "--kill-after",
                        "TIME",
                        "time from TERM to KILL of a process",
                        DurationConverter.ANY)
                .orElse(USUAL);
    }
}
