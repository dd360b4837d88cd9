package ipckit.prodcons.bench;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
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
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code bench}: compares the speed of rings in shared memory with the speed of the kernel's pipes,
 * sockets and message queues.
 */
public final class BenchCommand implements Command {
    private static final int MAX_ROUNDS = 1000;

    private final Class<?> main;
    private final Argument<List<Integer>> sizes;
    private final Argument<List<BenchMechanism>> only;
    private final Argument<Duration> time;
    private final Argument<Long> rounds;
    private final Argument<Boolean> json;

    /**
     * Declares the arguments of {@code bench}.
     *
     * @param main the program's main class, which also runs the processes that measure
     */
    public BenchCommand(Arguments arguments, Class<?> main) {
        this.main = main;
        sizes =
                arguments
                        .option("--size", "SIZE,...", "sizes of items", new ItemSizesConverter())
                        .orElse(List.of(64, 1 << 10, 64 << 10))
                        .examples("64", "1K", "64K");
        only =
                arguments.options(
                        "--only",
                        "MECHANISM",
                        "measure only this one (repeatable): ring, shared, fifo, pipe, socket,"
                                + " posix or sysv",
                        BenchMechanism.CHOICES);
        time =
                arguments
                        .option(
                                "--time",
                                "DURATION",
                                "length of each measurement",
                                new DurationConverter(Duration.ofMillis(1)))
                        .orElse(Duration.ofMillis(200));
        rounds =
                arguments
                        .option(
                                "--rounds",
                                "N",
                                "measure everything N times and take the median",
                                new CountConverter(1, MAX_ROUNDS))
                        .orElse(5L);
        json = arguments.json();
        arguments.mayExit(ExitCode.CANNOT_CREATE, ExitCode.IO, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) throws IOException {
        BenchPlan plan = plan(given);
        Consumer<String> omitted = problem -> console.message("ipc-prodcons: " + problem);
        try (BenchRun bench = new BenchRun(plan, main, omitted)) {
            List<BenchMeasurements> results = bench.run();
            if (given.get(json)) {
                BenchReport.json(console.json(), results, bench.cacheLineNanos());
            } else {
                BenchReport.table(console.text(), results, bench.cacheLineNanos());
            }
        }
        return ExitCode.OK.code();
    }

    private BenchPlan plan(ParsedArguments given) {
        List<BenchMechanism> chosen = given.get(only).stream().distinct().toList();
        int smallest = Collections.min(given.get(sizes));
        for (BenchMechanism mechanism : chosen) {
            if (smallest > mechanism.maxBytes()) {
                throw new IpcException(
                        Category.USAGE,
                        "an item of a "
                                + mechanism.title()
                                + " has at most "
                                + mechanism.maxBytes()
                                + " bytes");
            }
        }
        return new BenchPlan(
                chosen.isEmpty() ? List.of(BenchMechanism.values()) : chosen,
                !chosen.isEmpty(),
                given.get(sizes),
                given.get(time).toNanos(),
                given.get(rounds).intValue());
    }
}
