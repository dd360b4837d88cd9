package ipckit.chain.token;

import ipckit.chain.supervision.ChainArguments;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.KillAfterOption;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;

import java.time.Duration;
import java.util.List;

/** {@code ipc-chain token}: runs a ring of processes in which a token circulates. */
public final class TokenRingCommand implements Command {
    /**
     * The forms in which this verb prints the mean time of a round and the mean time of a hop. In a
     * hop, the token passes from one process to the next.
     */
    private enum TimesFormat {
        /** Prints a message on standard error. */
        TEXT,
        /** Prints a JSON object on standard output. */
        JSON
    }

    private final Argument<Long> count;
    private final Argument<Long> rounds;
    private final Argument<TimesFormat> format;
    private final Argument<Duration> killAfter;
    private final Argument<List<String>> command;

    /** Declares the options and the command. */
    public TokenRingCommand(Arguments arguments) {
        count = ChainArguments.count(arguments, "ring");
        rounds = arguments.count("--rounds", "K", "the token makes K rounds").orElse(1L);
        format =
                arguments
                        .choice(
                                "--format",
                                TimesFormat.values(),
                                "the times of a round and a hop as text on stderr, or as JSON on"
                                        + " stdout")
                        .orElse(TimesFormat.TEXT);
        killAfter = KillAfterOption.of(arguments);
        command =
                arguments.command(
                        "the command that a process runs while it holds the token; IPC_INDEX is the"
                                + " number of the process, from 1, and IPC_COUNT is N",
                        false);
        arguments.mayExit(
                ExitCode.AROUND_COMMAND,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        return TokenRing.run(
                new TokenRing.Plan(
                        Math.toIntExact(given.get(count)),
                        given.get(rounds),
                        given.get(killAfter),
                        given.get(format) == TimesFormat.JSON,
                        given.get(command)),
                console);
    }
}
