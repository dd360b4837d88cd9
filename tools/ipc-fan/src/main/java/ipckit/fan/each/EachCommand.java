package ipckit.fan.each;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.process.Shutdown;
import ipckit.fan.each.input.CommandWords;
import ipckit.fan.each.input.InputOptions;
import ipckit.fan.each.input.InputPlan;
import ipckit.fan.each.output.OutputMode;
import ipckit.fan.each.template.CommandTemplate;
import ipckit.fan.each.template.PlaceholderSyntax;
import ipckit.fan.pool.ExitOptions;
import ipckit.fan.pool.JobsOption;
import ipckit.fan.pool.RecordOptions;
import ipckit.fan.pool.StreamPlan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The verb {@code each}, which runs a command once for each record. */
public final class EachCommand implements Command {
    private final JobsOption jobs;
    private final RecordOptions record;
    private final InputOptions input;
    private final Argument<PlaceholderSyntax> replaced;
    private final Argument<Boolean> onStdin;
    private final Argument<Boolean> lines;
    private final Argument<Boolean> direct;
    private final RetryOptions retries;
    private final Argument<Duration> timeout;
    private final Argument<HaltCondition> halt;
    private final Argument<Duration> delay;
    private final Argument<Path> log;
    private final Argument<Boolean> resume;
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
        input = new InputOptions(arguments);
        replaced =
                arguments.option(
                        "-I, --replace",
                        "STR",
                        "STR is the only placeholder, instead of {}",
                        PlaceholderSyntax::only);
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
                                "soon,fail=N: start no more jobs once N (or N%) failed;"
                                        + " now,fail=N: end the others too",
                                HaltCondition::parse)
                        .orElse(HaltCondition.NEVER);
        delay =
                arguments
                        .duration("--delay", "least time between two starts")
                        .orElse(Duration.ZERO);
        log = arguments.path("--joblog", "FILE", "append a line of JSON for each job");
        resume = arguments.flag("--resume", "skip the jobs that succeeded by that log");
        progress = arguments.flag("--progress", "show the progress if stderr is a terminal");
        dryRun = arguments.flag("--dry-run", "print the commands and run none");
        exit = ExitOptions.withCommand(arguments);
        command =
                arguments.command(
                        "the command of each job; {} is the record, {.} {/} {//} {/.} are parts of"
                                + " its path, {#} its number, {%} the job slot; without any of them"
                                + " the record is the last word; ':::' and a list of records may"
                                + " follow",
                        true);
        arguments.exclusive(record.keepOrder(), lines, direct);
        arguments.exclusive(record.tag(), direct);
        arguments.exclusive(input.columns(), replaced);
        arguments.needs(resume, log);
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Shutdown.onQuit();
        EachPlan plan = plan(given);
        return given.get(dryRun) ? CommandPrinter.print(plan, console) : JobPool.run(plan, console);
    }

    private EachPlan plan(ParsedArguments given) {
        CommandWords words = CommandWords.split(given.get(command));
        boolean readsRecord = given.get(onStdin);
        StreamPlan stream =
                record.plan(given, exit.limits(given, jobs.count(given)), words.command());
        InputPlan source = input.plan(given, words, stream.framing());
        PlaceholderSyntax syntax =
                given.find(replaced).orElseGet(() -> PlaceholderSyntax.braces(source.positions()));
        return new EachPlan(
                stream,
                source,
                new CommandTemplate(words.command(), syntax, !readsRecord),
                readsRecord,
                mode(given, stream),
                new EachPlan.Tries(retries.retries(given), given.find(timeout)),
                new EachPlan.Starts(given.get(halt), given.get(delay)),
                given.find(log).map(file -> new EachPlan.Log(file, given.get(resume))),
                given.get(progress));
    }

    private OutputMode mode(ParsedArguments given, StreamPlan stream) {
        if (given.get(lines)) {
            return OutputMode.LINES;
        }
        // If one job runs at a time, no output of another job can come between its output.
        boolean alone =
                stream.limits().jobs() == 1 && !stream.tagged() && retries.retries(given) == 0;
        if (given.get(direct) || alone) {
            return OutputMode.DIRECT;
        }
        return stream.keepOrder() ? OutputMode.ORDERED : OutputMode.GROUPED;
    }
}
