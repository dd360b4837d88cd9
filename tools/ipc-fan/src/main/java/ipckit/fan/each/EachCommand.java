package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.process.Shutdown;
import ipckit.fan.joblog.JobLogHistory;
import ipckit.fan.joblog.LoggedCommand;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;
import ipckit.fan.pool.OwnFailureReport;
import ipckit.fan.pool.RecordOptions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb {@code each}, which runs a command once for each record of standard input. */
public final class EachCommand implements Command {
    private final JobsOption jobs;
    private final RecordOptions record;
    private final Argument<Boolean> onStdin;
    private final Argument<Boolean> direct;
    private final RetryOptions retries;
    private final Argument<Duration> timeout;
    private final Argument<HaltCondition> halt;
    private final Argument<Duration> delay;
    private final Argument<Path> log;
    private final Argument<Boolean> resume;
    private final Argument<Boolean> retryFailed;
    private final Argument<Boolean> progress;
    private final Argument<Boolean> dryRun;
    private final ExitOptions exit;
    private final Argument<List<String>> command;

    public EachCommand(Arguments arguments) {
        jobs = JobsOption.of(arguments, "jobs at a time");
        record =
                new RecordOptions(
                        arguments,
                        "output job by job, in the order of the records",
                        "begin each line of output with its record and a tab");
        onStdin = arguments.flag("--stdin", "CMD reads the record from stdin");
        direct = arguments.flag("--direct", "jobs write to stdout themselves; lines may mix");
        retries = RetryOptions.withoutDeadLetters(arguments, "job", 0);
        timeout =
                arguments.option(
                        "--timeout",
                        "DURATION",
                        "end a longer try; it fails with 124",
                        new DurationConverter(Duration.ofMillis(1)));
        halt =
                arguments
                        .option(
                                "--halt",
                                "WHEN",
                                "soon,fail=N: start no more jobs once N (or N%) failed;"
                                        + " now,fail=N: end the others too; success=N: once N"
                                        + " succeeded",
                                HaltCondition::parse)
                        .orElse(HaltCondition.NEVER);
        delay =
                arguments
                        .duration("--delay", "least time between two starts")
                        .orElse(Duration.ZERO);
        log = arguments.path("--joblog", "FILE", "append a line of JSON for each job");
        resume = arguments.flag("--resume", "skip the jobs that succeeded by that log");
        retryFailed =
                arguments.flag("--retry-failed", "only run the jobs again that failed by that log");
        progress = arguments.flag("--progress", "show the progress if stderr is a terminal");
        dryRun = arguments.flag("--dry-run", "print the commands and run none");
        exit = ExitOptions.withCommand(arguments);
        command =
                arguments.command(
                        "the command of each job; {} is the record, {#} its number, {%} the job"
                                + " slot; without any of them the record is the last word",
                        false);
        arguments.exclusive(record.keepOrder(), direct);
        arguments.exclusive(record.tag(), direct);
        arguments.exclusive(resume, retryFailed);
        arguments.needs(resume, log);
        arguments.needs(retryFailed, log);
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Shutdown.onQuit();
        EachPlan plan;
        try {
            JobLogHistory history = history(given);
            LoggedCommand logged = command(given, history);
            if (logged == null) {
                console.message("ipc-fan: no job has failed");
                return ExitCode.OK.code();
            }
            plan = plan(given, logged, history);
        } catch (IpcException e) {
            return OwnFailureReport.printUnlessUnusable(e, console);
        }
        return given.get(dryRun) ? JobPool.print(plan, console) : JobPool.run(plan, console);
    }

    /** Returns the results of earlier runs, or null if an option does not need them. */
    private JobLogHistory history(ParsedArguments given) {
        return given.get(resume) || given.get(retryFailed)
                ? JobLogHistory.read(given.get(log), given.get(resume))
                : null;
    }

    /**
     * Returns the command that the user gave. If the user gave none, returns the command of the
     * jobs that failed in earlier runs, or null if no job failed.
     */
    private LoggedCommand command(ParsedArguments given, JobLogHistory history) {
        if (given.has(command)) {
            return new LoggedCommand(given.get(command), given.get(onStdin));
        }
        if (!given.get(retryFailed)) {
            throw IpcException.usage("missing command after '--'");
        }
        List<LoggedCommand> failed = history.failedCommands();
        if (failed.size() > 1) {
            throw IpcException.usage(
                    "jobs of several commands have failed: give one of the commands after '--'");
        }
        return failed.isEmpty() ? null : failed.getFirst();
    }

    private EachPlan plan(ParsedArguments given, LoggedCommand logged, JobLogHistory history) {
        List<String> words = logged.words();
        boolean readsRecord = logged.readsRecord();
        return new EachPlan(
                record.plan(given, exit.limits(given, jobs.count(given)), words),
                new CommandTemplate(words, !readsRecord),
                readsRecord,
                given.get(direct),
                new EachPlan.Tries(retries.retries(given), given.find(timeout)),
                new EachPlan.Starts(given.get(halt), given.get(delay)),
                given.find(log)
                        .map(file -> new EachPlan.Log(file, logged, skipped(given, history))),
                given.get(retryFailed)
                        ? Optional.of(records(history.failed(logged)))
                        : Optional.empty(),
                given.get(progress));
    }

    private Optional<JobLogHistory> skipped(ParsedArguments given, JobLogHistory history) {
        return given.get(resume) ? Optional.of(history) : Optional.empty();
    }

    private static List<JobRecord> records(List<JobLogHistory.FailedJob> jobs) {
        List<JobRecord> records = new ArrayList<>();
        for (JobLogHistory.FailedJob job : jobs) {
            records.add(new JobRecord(job.number(), records.size() + 1, job.record()));
        }
        return records;
    }
}
