package ipckit.shm.cell;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.shm.scheme.Segment;
import ipckit.shm.scheme.SegmentRole;

import java.time.Duration;

/**
 * {@code cell bench}: measures the speed of a cell. The verb prints the number of additions per
 * second by one process or, with {@code --wake}, the number of round trips per second between two
 * processes. In a round trip, each of the two processes changes the cell once.
 */
public final class BenchCellCommand extends CellCommand {
    private final Class<?> main;
    private final Argument<Duration> time;
    private final Argument<Boolean> wake;

    /**
     * @param main the main class of this program; the second process of the measurement runs this
     *     class
     */
    public BenchCellCommand(Arguments arguments, Class<?> main) {
        super(arguments, Segment.Access.WRITE, SegmentRole.ACCESS);
        this.main = main;
        time =
                arguments
                        .duration("--time", "duration of the measurement")
                        .orElse(Duration.ofSeconds(1));
        wake =
                arguments.flag(
                        "--wake",
                        "measure round trips instead: two processes pass a number to and fro and"
                                + " sleep in between");
        declareTrace(arguments);
        arguments.mayExit(ExitCode.OUTPUT_CLOSED);
    }

    @Override
    Operation operation(ParsedArguments given, Console console, CellType type) {
        return cell -> {
            CellBenchmark benchmark = new CellBenchmark(cell, type, given.get(time).toNanos());
            long rate =
                    given.get(wake)
                            ? benchmark.roundTripsPerSecond(main)
                            : benchmark.additionsPerSecond();
            cell.trace("cell added to, is " + type.format(cell.get()));
            console.text().println(Long.toString(rate));
            return ExitCode.OK;
        };
    }
}
