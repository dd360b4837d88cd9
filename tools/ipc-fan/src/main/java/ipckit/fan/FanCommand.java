package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.Counts;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.ProcessTree.Form;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** The program's command line. */
final class FanCommand implements Command {
    /** More than any system has processes. */
    private static final Counts CHILDREN = new Counts(1, 4_194_304);

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Arg<Long> count;
    private final Arg<Moment> wait;
    private final Arg<Duration> sleep;
    private final Arg<Long> repeat;
    private final Arg<Form> format;
    private final Arg<OnFailure> onFailure;
    private final Arg<ExitRule> exit;
    private final Arg<Duration> grace;
    private final EachOptions each;
    private final ShellOptions shell;
    private final Arg<List<String>> command;

    /** What becomes of the children so far when one cannot be started. */
    private enum OnFailure {
        END,
        KEEP
    }

    FanCommand(Arguments arguments) {
        count = arguments.option("-n, --count", "N", "N children, at once", CHILDREN);
        wait =
                arguments
                        .choice(
                                "--wait",
                                Moment.values(),
                                "whether the parent waits for its children before it prints, or"
                                        + " after, or does not")
                        .orElse(Moment.BEFORE);
        sleep = arguments.duration("--sleep", "sleep before each line").orElse(Duration.ZERO);
        repeat = arguments.count("--repeat", "K", "print each line K times").orElse(1L);
        format =
                arguments.choice(
                        "--format",
                        Form.values(),
                        "the classic lines on stderr (without CMD, they are printed anyway), or"
                                + " all of the fan on stdout");
        onFailure =
                arguments
                        .choice(
                                "--on-failure",
                                OnFailure.values(),
                                "what becomes of the others when a process cannot be started")
                        .orElse(OnFailure.END);
        exit =
                arguments
                        .choice(
                                "--exit",
                                ExitRule.values(),
                                "the exit status when some fail: that of the first, or the highest;"
                                        + " or 0 if any has succeeded")
                        .orElse(ExitRule.FIRST);
        grace =
                arguments
                        .duration("--grace", "how long a process may take to end, before SIGKILL")
                        .orElse(GRACE);
        each = new EachOptions(arguments);
        shell = new ShellOptions(arguments);
        each.exclude(arguments, wait, sleep, repeat, format, onFailure, shell.flag());
        shell.exclude(arguments, wait, sleep, repeat, format, onFailure);
        command = arguments.command("what each child runs; it has IPC_INDEX, from 1", false);
        arguments.mayExit(
                ExitCode.AROUND_COMMAND,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(Parsed given, Console console) {
        List<String> words = given.get(command);
        if (each.areGiven(given)) {
            return each.run(given, console, words, limits(given));
        }
        boolean textbook =
                !words.isEmpty() || isAnyGiven(given, count, wait, sleep, repeat, format);
        if (shell.areGiven(given) || !textbook) {
            return shell.run(console, words, limits(given), given.has(count));
        }
        long children =
                given.find(count)
                        .orElseThrow(() -> new IpcException(Category.USAGE, "-n is missing"));
        return Children.run(
                new Children.Plan(
                        Math.toIntExact(children),
                        given.get(wait),
                        given.get(sleep),
                        given.get(repeat),
                        given.find(format).orElse(words.isEmpty() ? Form.TEXT : Form.NONE),
                        given.get(onFailure) == OnFailure.KEEP,
                        given.get(grace),
                        given.get(exit),
                        words),
                console);
    }

    private static boolean isAnyGiven(Parsed given, Arg<?>... those) {
        return Arrays.stream(those).anyMatch(given::has);
    }

    private Limits limits(Parsed given) {
        long most = given.find(count).orElse((long) Runtime.getRuntime().availableProcessors());
        return new Limits(Math.toIntExact(most), given.get(grace), given.get(exit));
    }
}
