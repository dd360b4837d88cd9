package ipckit.fan.serve;

import ipckit.common.IpcException;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.value.CountConverter;
import ipckit.fan.pool.OwnFailureReport;
import ipckit.fan.pool.PoolLimits;
import ipckit.fan.pool.RecordOptions;

import java.util.List;

/** The options of {@code --serve}. */
public final class ServeOptions {
    private static final long WINDOW = 16_384;
    private static final CountConverter WINDOWS = new CountConverter(1, 1 << 20);
    private static final int RETRIES = 3;

    private final RecordOptions stream;
    private final Argument<Boolean> serve;
    private final Argument<Long> window;

    public ServeOptions(Arguments arguments, RecordOptions stream) {
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
    public Argument<?> flag() {
        return serve;
    }

    /** Whether the user wants that. */
    public boolean areGiven(ParsedArguments given) {
        return given.get(serve);
    }

    /**
     * Has the lines of stdin answered.
     *
     * @return the exit code
     */
    public int run(ParsedArguments given, Console console, List<String> words, PoolLimits limits) {
        WorkerPool.Plan plan =
                new WorkerPool.Plan(
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
            return new WorkerPool(plan, console).run();
        } catch (IpcException e) {
            return OwnFailureReport.told(e, console);
        }
    }
}
