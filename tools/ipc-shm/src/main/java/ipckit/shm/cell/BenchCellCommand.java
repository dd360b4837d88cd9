package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.trace.TraceOption;

import java.io.IOException;
import java.time.Duration;

/**
 * {@code cell bench}: measures how many additions, or how many round trips between two processes, a
 * cell allows per second.
 */
public final class BenchCellCommand implements Command {
    private static final Duration DEFAULT_TIME = Duration.ofSeconds(1);

    private final Class<?> main;
    private final CellArguments target;
    private final Argument<Duration> time;
    private final Argument<Boolean> wake;
    private final TraceOption trace;

    /**
     * @param main the main class of this program, with which the second process is started
     */
    public BenchCellCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        target = new CellArguments(arguments);
        time = arguments.duration("--time", "duration of the measurement").orElse(DEFAULT_TIME);
        wake =
                arguments.flag(
                        "--wake",
                        "measure round trips instead: two processes pass a number to and fro and"
                                + " sleep in between");
        trace = new TraceOption(arguments);
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        CellType type = target.type(given);
        return target.change(
                given,
                trace.segments(given, console),
                cell -> {
                    CellBenchmark benchmark = new CellBenchmark(cell, given.get(time).toNanos());
                    long rate =
                            given.get(wake)
                                    ? benchmark.roundTripsPerSecond(type, main)
                                    : benchmark.additionsPerSecond();
                    cell.trace("cell added to, is " + type.format(cell.get()));
                    console.text().println(Long.toString(rate));
                    return ExitCode.OK.code();
                });
    }
}
