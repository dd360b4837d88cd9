package ipckit.fan;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.ProcessTree.Form;

import java.time.Duration;
import java.util.List;

/** The options of the textbook's fan. */
final class TreeOptions {
    private final Arg<Moment> wait;
    private final Arg<Duration> sleep;
    private final Arg<Long> repeat;
    private final Arg<Form> format;
    private final Arg<OnFailure> onFailure;

    /** What becomes of the children so far when one cannot be started. */
    private enum OnFailure {
        END,
        KEEP
    }

    TreeOptions(Arguments arguments) {
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
        arguments.mayExit(ExitCode.IO);
    }

    /** All of them, for rules. */
    List<Arg<?>> all() {
        return List.of(wait, sleep, repeat, format, onFailure);
    }

    /** Whether any is given. */
    boolean areGiven(Parsed given) {
        return all().stream().anyMatch(given::has);
    }

    /**
     * Makes the fan.
     *
     * @return the exit code
     */
    int run(Parsed given, Console console, List<String> words, Limits limits) {
        return Children.run(
                new Children.Plan(
                        limits.count(),
                        given.get(wait),
                        given.get(sleep),
                        given.get(repeat),
                        given.find(format).orElse(words.isEmpty() ? Form.TEXT : Form.NONE),
                        given.get(onFailure) == OnFailure.KEEP,
                        limits.grace(),
                        limits.exit(),
                        words),
                console);
    }
}
