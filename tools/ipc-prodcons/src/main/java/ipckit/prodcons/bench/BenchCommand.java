package ipckit.prodcons.bench;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.cli.value.DurationConverter;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code bench}: shared memory against the kernel's pipes. */
public final class BenchCommand implements Command {
    private static final int MOST_ROUNDS = 1000;

    private final Class<?> main;
    private final Argument<List<Integer>> sizes;
    private final Argument<List<BenchMechanism>> only;
    private final Argument<Duration> time;
    private final Argument<Long> rounds;
    private final Argument<Boolean> json;

    /**
     * Declares its arguments.
     *
     * @param main the program's main class, with which the measuring processes are started
     */
    public BenchCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        sizes =
                arguments
                        .option("--size", "SIZE,...", "of items", new ItemSizesConverter())
                        .orElse(List.of(64, 1 << 10, 64 << 10));
        only =
                arguments.options(
                        "--only",
                        "MECHANISM",
                        "ring, shared, fifo or pipe instead of all; may be given again",
                        BenchMechanism.CHOICES);
        time =
                arguments
                        .option(
                                "--time",
                                "DURATION",
                                "of each measurement",
                                new DurationConverter(Duration.ofMillis(1)))
                        .orElse(Duration.ofMillis(200));
        rounds =
                arguments
                        .option(
                                "--rounds",
                                "N",
                                "measure everything so often, and take the median",
                                new CountConverter(1, MOST_ROUNDS))
                        .orElse(5L);
        json = arguments.json();
        arguments.mayExit(ExitCode.IO);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        List<BenchMechanism> chosen = given.get(only);
        BenchPlan plan =
                new BenchPlan(
                        chosen.isEmpty()
                                ? List.of(BenchMechanism.values())
                                : chosen.stream().distinct().toList(),
                        given.get(sizes),
                        given.get(time).toNanos(),
                        given.get(rounds).intValue());
        try (BenchRun bench = new BenchRun(plan, main)) {
            List<BenchMeasurements> cells = bench.run();
            if (given.get(json)) {
                BenchReport.json(console.json(), cells, bench.cacheLine());
            } else {
                BenchReport.table(console.text(), cells, bench.cacheLine());
            }
        }
        return ExitCode.OK.code();
    }
}
