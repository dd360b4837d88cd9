package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.CountConverter;
import ipckit.common.process.Shutdown;
import ipckit.fan.each.EachOptions;
import ipckit.fan.pool.FanExitRule;
import ipckit.fan.pool.PoolLimits;
import ipckit.fan.pool.RecordOptions;
import ipckit.fan.serve.ServeOptions;
import ipckit.fan.shell.ShellOptions;
import ipckit.fan.source.FromOptions;
import ipckit.fan.split.SplitOptions;
import ipckit.fan.textbook.ProcessFan;

import java.time.Duration;
import java.util.List;

/** The program's command line: a fan of children, unless an option says what else they are for. */
final class FanCommand implements Command {
    /** More than any system has processes. */
    private static final CountConverter CHILDREN = new CountConverter(1, 4_194_304);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Argument<Long> count;
    private final EachOptions each;
    private final SplitOptions split;
    private final ServeOptions serve;
    private final FromOptions from;
    private final ShellOptions shell;
    private final TreeOptions tree;
    private final Argument<FanExitRule> exit;
    private final Argument<Duration> grace;
    private final Argument<List<String>> command;

    FanCommand(Arguments arguments) {
        count =
                arguments.option(
                        "-n, --count",
                        "N",
                        "N children at once (elsewhere than in a plain fan, as many as there are"
                                + " processors, if not given)",
                        CHILDREN);
        RecordOptions stream = new RecordOptions(arguments);
        each = new EachOptions(arguments, stream);
        split = new SplitOptions(arguments, stream);
        serve = new ServeOptions(arguments, stream);
        from = new FromOptions(arguments, stream);
        shell = new ShellOptions(arguments);
        tree = new TreeOptions(arguments, "the parent waits for its children", "fan", "the others");
        exit =
                arguments
                        .choice(
                                "--exit",
                                FanExitRule.values(),
                                "the exit status when some fail: that of the first, or the highest;"
                                        + " or 0 if any has succeeded")
                        .orElse(FanExitRule.FIRST);
        grace =
                arguments
                        .duration("--grace", "how long a process may take to end, before SIGKILL")
                        .orElse(GRACE);
        command = arguments.command("what each child runs; it has IPC_INDEX, from 1", false);
        stream.belongTo(arguments, each.flag(), split.flag(), serve.flag(), from.flag());
        List<Argument<?>> modes =
                List.of(each.flag(), split.flag(), serve.flag(), from.flag(), shell.flag());
        arguments.exclusive(modes.toArray(Argument<?>[]::new));
        for (Argument<?> option : tree.all()) {
            modes.forEach(mode -> arguments.exclusive(mode, option));
        }
        arguments.mayExit(
                ExitCode.IO,
                ExitCode.AROUND_COMMAND,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<String> words = given.get(command);
        if (!shell.areGiven(given) && (!words.isEmpty() || given.has(count))) {
            Shutdown.byQuit(); // which a shell survives
        }
        if (each.areGiven(given)) {
            return each.run(given, console, required(words), limits(given));
        }
        if (split.areGiven(given)) {
            return split.run(given, console, required(words), limits(given));
        }
        if (serve.areGiven(given)) {
            return serve.run(given, console, required(words), limits(given));
        }
        if (from.areGiven(given)) {
            return from.run(given, console, required(words), limits(given));
        }
        boolean plain = !words.isEmpty() || given.has(count) || tree.areGiven(given);
        if (shell.areGiven(given) || !plain) {
            return shell.run(console, words, limits(given), given.has(count));
        }
        if (!given.has(count)) {
            throw new IpcException(Category.USAGE, "-n is missing");
        }
        return ProcessFan.run(
                new ProcessFan.Plan(limits(given), tree.of(given, words), words), console);
    }

    private static List<String> required(List<String> words) {
        if (words.isEmpty()) {
            throw new IpcException(Category.USAGE, "a command is missing: -- CMD");
        }
        return words;
    }

    private PoolLimits limits(ParsedArguments given) {
        long most = given.find(count).orElse((long) Runtime.getRuntime().availableProcessors());
        return new PoolLimits(Math.toIntExact(most), given.get(grace), given.get(exit));
    }
}
