package ipckit.fan;

import ipckit.common.IpcException;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Console;
import ipckit.common.cli.Counts;
import ipckit.common.cli.Parsed;

import java.util.List;

/** The options of {@code --serve}. */
final class ServeOptions {
    private static final long WINDOW = 16_384;
    private static final Counts WINDOWS = new Counts(1, 1 << 20);
    private static final int RETRIES = 3;

    private final StreamOptions stream;
    private final Arg<Boolean> serve;
    private final Arg<Long> window;

    ServeOptions(Arguments arguments, StreamOptions stream) {
        this.stream = stream;
        serve =
                arguments.flag(
                        "--serve",
                        "each child answers each line of stdin that it is given with one line, in"
                                + " order");
        window =
                arguments
                        .option(
                                "--window",
                                "LINES",
                                "how many lines a child is given before it has answered, at most",
                                WINDOWS)
                        .orElse(WINDOW);
        arguments.needs(window, serve);
    }

    /** For rules with other options. */
    Arg<?> flag() {
        return serve;
    }

    /** Whether the user wants that. */
    boolean areGiven(Parsed given) {
        return given.get(serve);
    }

    /**
     * Has the lines of stdin answered.
     *
     * @return the exit code
     */
    int run(Parsed given, Console console, List<String> words, Limits limits) {
        Serving.Plan plan =
                new Serving.Plan(
                        limits.count(),
                        stream.framing(given),
                        Math.toIntExact(given.get(window)),
                        stream.retries(given, RETRIES),
                        stream.keepsOrder(given),
                        stream.tagsRecords(given),
                        limits.grace(),
                        limits.exit(),
                        words);
        try {
            return new Serving(plan, console).run();
        } catch (IpcException e) {
            return OwnFailure.told(e, console);
        }
    }
}
