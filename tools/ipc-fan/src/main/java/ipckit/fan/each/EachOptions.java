package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.value.DurationConverter;
import ipckit.fan.pool.PoolLimits;
import ipckit.fan.pool.RecordOptions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The options of {@code --each}: a command for each record. */
public final class EachOptions {
    private final Argument<Boolean> each;
    private final RecordOptions stream;
    private final Argument<Boolean> onStdin;
    private final Argument<Duration> timeout;
    private final Argument<HaltCondition> halt;
    private final Argument<Duration> delay;
    private final Argument<Boolean> direct;
    private final Argument<Path> log;
    private final Argument<Boolean> resume;
    private final Argument<Boolean> progress;
    private final Argument<Boolean> dryRun;

    public EachOptions(Arguments arguments, RecordOptions stream) {
        this.stream = stream;
        each =
                arguments.flag(
                        "--each",
                        "run CMD once for each record of stdin, at most N at once; {} is the"
                                + " record, {#} its number, {%} the slot");
        onStdin = arguments.flag("--stdin", "CMD reads the record instead of having it as a word");
        timeout =
                arguments.option(
                        "--timeout",
                        "DURATION",
                        "end a try that takes longer; it counts as failed with 124",
                        new DurationConverter(Duration.ofMillis(1)));
        halt =
                arguments
                        .option(
                                "--halt",
                                "WHEN",
                                "soon,fail=N: start nothing new when N have failed; now,fail=N: end"
                                        + " the others, too; N% of those that have ended",
                                HaltCondition.Parser.ANY)
                        .orElse(HaltCondition.NEVER);
        delay = arguments.duration("--delay", "between two starts").orElse(Duration.ZERO);
        direct = arguments.flag("--direct", "output as it is written, lines may mix; the fastest");
        log = arguments.path("--joblog", "FILE", "add a line of JSON to FILE for each job");
        resume = arguments.flag("--resume", "do not run again what has ended well by that file");
        progress = arguments.flag("--progress", "show how far it is, on a terminal's stderr");
        dryRun = arguments.flag("--dry-run", "print the commands, and run none");
        arguments.exclusive(stream.keepOrder(), direct);
        arguments.exclusive(stream.tag(), direct);
        arguments.needs(resume, log);
        for (Argument<?> one :
                List.of(onStdin, timeout, halt, delay, direct, log, progress, dryRun)) {
            arguments.needs(one, each);
        }
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.TIMED_OUT);
    }

    /** For rules with other options. */
    public Argument<?> flag() {
        return each;
    }

    /** Whether the user wants that. */
    public boolean areGiven(ParsedArguments given) {
        return given.get(each);
    }

    /**
     * Runs the command for each record.
     *
     * @return the exit code
     */
    public int run(ParsedArguments given, Console console, List<String> words, PoolLimits limits) {
        if (words.isEmpty()) {
            throw new IpcException(Category.USAGE, "--each needs a CMD after --");
        }
        boolean stdin = given.get(onStdin);
        JobPool.Plan plan =
                new JobPool.Plan(
                        words,
                        new CommandTemplate(words, !stdin),
                        stream.framing(given),
                        stdin,
                        limits.count(),
                        stream.retries(given, 0),
                        given.find(timeout),
                        given.get(halt),
                        given.get(delay),
                        order(given),
                        stream.tags(given),
                        given.find(log),
                        given.get(resume),
                        given.get(progress),
                        limits.grace(),
                        limits.exit());
        return given.get(dryRun) ? JobPool.show(plan, console) : JobPool.run(plan, console);
    }

    private JobOutputPolicy.Order order(ParsedArguments given) {
        if (given.get(direct)) {
            return JobOutputPolicy.Order.NONE;
        }
        return stream.keepsOrder(given) ? JobOutputPolicy.Order.KEPT : JobOutputPolicy.Order.LINES;
    }
}
