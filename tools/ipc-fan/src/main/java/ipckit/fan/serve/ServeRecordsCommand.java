package ipckit.fan.serve;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;
import ipckit.fan.pool.RecordOptions;
import ipckit.fan.pool.StreamPlan;

import java.util.List;

/**
 * The verb {@code serve}, which gives the records of standard input to workers and writes the
 * answers.
 */
public final class ServeRecordsCommand implements Command {
    private static final long WINDOW = 16_384;
    private static final CountConverter WINDOWS = new CountConverter(1, 1 << 20);
    private static final int RETRIES = 3;
    private static final long MOST_RETRIES = 1 << 20;

    private final JobsOption jobs;
    private final RecordOptions record;
    private final Argument<Long> window;
    private final RetryOptions retries;
    private final GraceOption grace;
    private final ExitOptions exit;
    private final DaemonOptions daemon;
    private final Argument<List<String>> command;

    public ServeRecordsCommand(Arguments arguments) {
        jobs = JobsOption.of(arguments, "workers at a time");
        record =
                new RecordOptions(
                        arguments,
                        "answers in the order of the records",
                        "begin each answer with the worker's number and a tab");
        window =
                arguments
                        .option(
                                "--window",
                                "N",
                                "the most records that a worker has not answered",
                                WINDOWS)
                        .orElse(WINDOW);
        retries = RetryOptions.withoutDeadLetters(arguments, "record", RETRIES);
        grace = new GraceOption(arguments);
        exit = ExitOptions.withCommand(arguments);
        daemon = new DaemonOptions(arguments);
        command =
                arguments.command(
                        "the command of each worker, which answers each record of its stdin with"
                                + " one record, in order",
                        true);
        arguments.mayExit(ExitCode.CORRUPT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        record.rejectTaggedFrames(given);
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.INPUT_AND_OUTPUT, console);
        }
        StreamPlan stream =
                record.plan(given, exit.limits(given, jobs.count(given)), given.get(command));
        ServePlan plan =
                new ServePlan(
                        stream,
                        Math.toIntExact(given.get(window)),
                        Math.toIntExact(Math.min(retries.retries(given), MOST_RETRIES)));
        return stream.run(
                console,
                grace.of(given),
                (tree, input) -> new WorkerPool(plan, console, tree, input).run());
    }
}
