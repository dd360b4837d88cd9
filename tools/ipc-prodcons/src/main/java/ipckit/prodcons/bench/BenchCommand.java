package ipckit.prodcons.bench;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.Counts;
import ipckit.common.cli.Durations;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** {@code bench}: shared memory against the kernel's pipes. */
public final class BenchCommand implements Command {
    private static final int MOST_ROUNDS = 1000;

    private final Arg<List<Integer>> sizes;
    private final Arg<List<Mechanism>> only;
    private final Arg<Duration> time;
    private final Arg<Long> rounds;
    private final Arg<Boolean> json;

    /** Declares its arguments. */
    public BenchCommand(Arguments arguments) {
        sizes =
                arguments
                        .option("--size", "SIZE,...", "of items", new ItemSizes())
                        .orElse(List.of(64, 1 << 10, 64 << 10));
        only =
                arguments.options(
                        "--only",
                        "MECHANISM",
                        "ring, shared, fifo or pipe instead of all; may be given again",
                        Mechanism.CHOICES);
        time =
                arguments
                        .option(
                                "--time",
                                "DURATION",
                                "of each measurement",
                                new Durations(Duration.ofMillis(1)))
                        .orElse(Duration.ofMillis(200));
        rounds =
                arguments
                        .option(
                                "--rounds",
                                "N",
                                "measure everything so often, and take the median",
                                new Counts(1, MOST_ROUNDS))
                        .orElse(5L);
        json = arguments.json();
        arguments.mayExit(ExitCode.IO);
    }

    @Override
    public int run(Parsed given, Console console) throws IOException {
        List<Mechanism> chosen = given.get(only);
        Plan plan =
                new Plan(
                        chosen.isEmpty()
                                ? List.of(Mechanism.values())
                                : chosen.stream().distinct().toList(),
                        given.get(sizes),
                        given.get(time).toNanos(),
                        given.get(rounds).intValue());
        try (Bench bench = new Bench(plan)) {
            List<Cell> cells = bench.run();
            if (given.get(json)) {
                Report.json(console.json(), cells, bench.cacheLine());
            } else {
                Report.table(console.text(), cells, bench.cacheLine());
            }
        }
        return ExitCode.OK.code();
    }
}
