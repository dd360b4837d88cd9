package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.fan.each.input.CommandWords;
import ipckit.fan.each.input.InputOptions;
import ipckit.fan.each.input.InputPlan;
import ipckit.fan.each.output.OutputMode;
import ipckit.fan.each.template.CommandTemplate;
import ipckit.fan.each.template.PlaceholderSyntax;
import ipckit.fan.joblog.FailedJobs;
import ipckit.fan.joblog.LoggedCommand;
import ipckit.fan.joblog.LoggedJob;
import ipckit.fan.joblog.SucceededJobs;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;
import ipckit.fan.pool.OwnFailureReport;
import ipckit.fan.pool.RecordOptions;
import ipckit.fan.pool.StreamPlan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verb {@code each}, which runs a command once for each record. */
public final class EachCommand implements Command {
    private final JobsOption jobs;
    private final RecordOptions record;
    private final InputOptions input;
    private final Argument<String> replaced;
    private final Argument<Boolean> onStdin;
    private final Argument<Boolean> lines;
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
    private final GraceOption grace;
    private final ExitOptions exit;
    private final Argument<List<String>> command;

    public EachCommand(Arguments arguments) {
        jobs = JobsOption.of(arguments, "jobs at a time");
        record =
                new RecordOptions(
                        arguments,
                        "output job by job, in the order of the records",
                        "begin each line of output with its record and a tab");
        input = new InputOptions(arguments);
        replaced =
                arguments.option(
                        "-I, --replace",
                        "STR",
                        "STR is the only placeholder, instead of {}",
                        EachCommand::placeholder);
        onStdin = arguments.flag("--stdin", "CMD reads the record from stdin");
        lines = arguments.flag("--lines", "write each line when complete, not job by job");
        direct = arguments.flag("--direct", "jobs write themselves; lines may mix");
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
                                "soon,fail=N: start no more once N (or N%) failed; now,fail=N:"
                                        + " end all; success=N",
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
        grace = new GraceOption(arguments);
        exit = ExitOptions.withCommand(arguments);
        command =
                arguments.command(
                        "the command of each job; {} is the record, {.} {/} {//} {/.} are parts of"
                                + " its path, {#} its number, {%} the job slot; without any of them"
                                + " the record is the last word; ':::' and a list of records may"
                                + " follow",
                        false);
        arguments.exclusive(record.keepOrder(), lines, direct);
        arguments.exclusive(record.tag(), direct);
        arguments.exclusive(resume, retryFailed);
        arguments.exclusive(onStdin, retryFailed);
        arguments.exclusive(replaced, retryFailed);
        input.exclude(arguments, retryFailed);
        arguments.exclusive(input.columns(), replaced);
        arguments.needs(resume, log);
        arguments.needs(retryFailed, log);
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.TIMED_OUT);
    }

    /** Returns {@code text} unchanged, or throws an exception if it cannot be a placeholder. */
    private static String placeholder(String text) {
        PlaceholderSyntax.only(text);
        return text;
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        EachPlan plan;
        try {
            plan = given.get(retryFailed) ? retryPlan(given) : plan(given);
        } catch (IpcException e) {
            return OwnFailureReport.printUnlessUnusable(e, console);
        }
        if (plan == null) {
            String ofCommand = given.has(command) ? " of this command" : "";
            console.message("ipc-fan: no job" + ofCommand + " has failed");
            return ExitCode.OK.code();
        }
        return given.get(dryRun) ? CommandPrinter.print(plan, console) : JobPool.run(plan, console);
    }

    private EachPlan plan(ParsedArguments given) {
        if (!given.has(command)) {
            throw IpcException.usage("missing command after '--'");
        }
        CommandWords words = CommandWords.split(given.get(command));
        InputPlan source = input.plan(given, words, record.framing(given), given.get(onStdin));
        LoggedCommand logged =
                new LoggedCommand(
                        words.command(),
                        given.get(onStdin),
                        given.find(replaced).orElse(null),
                        source.positions());
        SucceededJobs done = given.get(resume) ? SucceededJobs.read(given.get(log)) : null;
        return plan(given, logged, new EachPlan.SourceRecords(source), done);
    }

    /**
     * Returns the plan that runs the failed jobs of earlier runs of {@code each} again, or null if
     * there is no job to run again. If the user gave a command, only the failed jobs of this
     * command are run again. The user may omit the command if all failed jobs have the same
     * command.
     */
    private EachPlan retryPlan(ParsedArguments given) {
        FailedJobs jobsToRetry = FailedJobs.read(given.get(log));
        List<LoggedCommand> failed = jobsToRetry.commands();
        if (given.has(command)) {
            CommandWords words = CommandWords.split(given.get(command));
            if (!words.lists().isEmpty()) {
                throw IpcException.usage("--retry-failed takes its records from the log");
            }
            failed =
                    failed.stream()
                            .filter(logged -> logged.words().equals(words.command()))
                            .toList();
        }
        if (failed.isEmpty()) {
            return null;
        }
        if (failed.size() > 1) {
            throw IpcException.usage(
                    "jobs of several commands have failed: give one of the commands after '--'");
        }
        LoggedCommand logged = failed.getFirst();
        List<JobRecord> records = records(jobsToRetry.of(logged));
        return plan(given, logged, new EachPlan.FailedRecords(records), null);
    }

    private EachPlan plan(
            ParsedArguments given,
            LoggedCommand logged,
            EachPlan.Records records,
            SucceededJobs done) {
        StreamPlan stream =
                record.plan(given, exit.limits(given, jobs.count(given)), logged.words());
        PlaceholderSyntax syntax =
                logged.replaced() != null
                        ? PlaceholderSyntax.only(logged.replaced())
                        : PlaceholderSyntax.braces(logged.positions());
        return new EachPlan(
                stream,
                records,
                new CommandTemplate(logged.words(), syntax, !logged.readsRecord()),
                logged.readsRecord(),
                mode(given, stream),
                new EachPlan.Tries(
                        retries.retries(given),
                        given.find(timeout),
                        Optional.ofNullable(grace.of(given))),
                new EachPlan.Starts(given.get(halt), given.get(delay)),
                given.find(log)
                        .map(file -> new EachPlan.Log(file, logged, Optional.ofNullable(done))),
                given.get(progress));
    }

    private static List<JobRecord> records(List<LoggedJob> jobs) {
        List<JobRecord> records = new ArrayList<>();
        for (LoggedJob job : jobs) {
            records.add(
                    new JobRecord(job.number(), records.size() + 1, job.record(), job.values()));
        }
        return records;
    }

    private OutputMode mode(ParsedArguments given, StreamPlan stream) {
        if (given.get(lines)) {
            return OutputMode.LINES;
        }
        // If only one job runs at a time, the job can write directly to the standard streams,
        // because no output of another job can mix with its output. It must not do so in three
        // cases: a progress line would mix with the output, tags must be added to the output, or
        // the output of a failed try must be discarded before a retry.
        boolean alone =
                stream.limits().jobs() == 1
                        && !stream.tagged()
                        && retries.retries(given) == 0
                        && !given.get(progress);
        if (given.get(direct) || alone) {
            return OutputMode.DIRECT;
        }
        return stream.keepOrder() ? OutputMode.ORDERED : OutputMode.GROUPED;
    }
}
