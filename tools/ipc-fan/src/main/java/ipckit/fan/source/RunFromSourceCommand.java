package ipckit.fan.source;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.daemon.DataStreams;
import ipckit.common.process.UserCommand;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;
import ipckit.fan.textbook.ProcessFan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The verb {@code from}, which runs a command for each message of a mailbox or each item of a
 * buffer.
 */
public final class RunFromSourceCommand implements Command {
    private final Argument<RecordSource> source;
    private final JobsOption jobs;
    private final Argument<Boolean> drain;
    private final RetryOptions retries;
    private final GraceOption grace;
    private final DaemonOptions daemon;
    private final ExitOptions exit;
    private final Argument<List<String>> command;

    public RunFromSourceCommand(Arguments arguments) {
        source =
                arguments
                        .operand(
                                "SOURCE",
                                "mq:NAME, a mailbox, or buf:NAME, a buffer",
                                RecordSource::parse)
                        .examples("mq:", "buf:");
        jobs = JobsOption.fromOne(arguments, "commands at a time");
        drain = arguments.flag("--drain", "end when the source is empty");
        retries =
                RetryOptions.withDeadLetters(
                        arguments, "record", "object of the same kind", Completion.MAILBOX);
        grace = new GraceOption(arguments);
        daemon = new DaemonOptions(arguments);
        exit = ExitOptions.withCommand(arguments);
        command =
                arguments.command(
                        "the command, which reads one record from stdin; the record is done when"
                                + " the command succeeds",
                        true);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        if (daemon.isWanted(given)) {
            return daemon.start(given, DataStreams.OF_COMMANDS, console);
        }
        RecordSource from = given.get(source);
        from.check();
        UserCommand.check(given.get(command).getFirst());
        List<String> options = new ArrayList<>();
        if (retries.retries(given) > 0) {
            options.addAll(List.of("--retries", Long.toString(retries.retries(given))));
        }
        if (given.has(retries.maxDeliveries())) {
            options.addAll(
                    List.of("--max-deliveries", given.get(retries.maxDeliveries()).toString()));
        }
        retries.deadLetter(given).ifPresent(name -> options.addAll(List.of("--dead-letter", name)));
        Duration limit = grace.of(given);
        if (limit != null) {
            options.addAll(List.of("--grace", DurationConverter.ANY.show(limit)));
        }
        return ProcessFan.run(
                new ProcessFan.Plan(
                        exit.limits(given, jobs.count(given)),
                        TreeOptions.Settings.SILENT,
                        from.receiver(given.get(drain), options, given.get(command)),
                        true),
                console);
    }
}
