package ipckit.fan.pool;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.KillAfterOption;

import java.time.Duration;

/**
 * The options {@code --exit} and {@code --kill-after}, which every verb that starts processes has.
 * This class also declares the exit codes that all of these verbs have.
 */
public final class ExitOptions {
    private final Argument<FanExitRule> exit;
    private final Argument<Duration> killAfter;

    /**
     * Declares {@code --exit}, {@code --kill-after} and the exit codes for a verb whose arguments
     * include a command of the user.
     */
    public static ExitOptions withCommand(Arguments arguments) {
        arguments.mayExit(ExitCode.CANNOT_RUN, ExitCode.NOT_FOUND);
        return new ExitOptions(arguments);
    }

    /**
     * Declares {@code --exit}, {@code --kill-after} and the exit codes for a verb whose arguments
     * do not include a command of the user.
     */
    public ExitOptions(Arguments arguments) {
        exit =
                arguments
                        .choice(
                                "--exit",
                                FanExitRule.values(),
                                "exit status if commands fail: the first's, the highest, or 0 if"
                                        + " any succeeds")
                        .orElse(FanExitRule.FIRST);
        killAfter = KillAfterOption.of(arguments);
        arguments.mayExit(ExitCode.IO, ExitCode.AROUND_COMMAND, ExitCode.OUTPUT_CLOSED);
    }

    /**
     * Returns the limits of a pool: the number of jobs, and the values of {@code --exit} and {@code
     * --kill-after}.
     */
    public PoolLimits limits(ParsedArguments given, int jobs) {
        return new PoolLimits(jobs, given.get(killAfter), given.get(exit));
    }
}
