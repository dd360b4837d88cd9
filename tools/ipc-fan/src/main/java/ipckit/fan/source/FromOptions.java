package ipckit.fan.source;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;
import ipckit.fan.pool.PoolLimits;
import ipckit.fan.pool.RecordOptions;
import ipckit.fan.textbook.ProcessFan;

import java.util.ArrayList;
import java.util.List;

/** The options of {@code --from}: records of a mailbox or a buffer. */
public final class FromOptions {
    private final RecordOptions stream;
    private final Argument<RecordSource> from;
    private final Argument<Boolean> drain;
    private final Argument<String> deadLetter;

    public FromOptions(Arguments arguments, RecordOptions stream) {
        this.stream = stream;
        from =
                arguments.option(
                        "--from",
                        "SOURCE",
                        "run CMD, at most N at once, for each message of a mailbox (mq:NAME), or"
                                + " item of a buffer (buf:NAME), which it has as stdin; done when"
                                + " it succeeds",
                        RecordSource::parse);
        drain = arguments.flag("--drain", "end when there is nothing to be had there now");
        deadLetter =
                arguments.text(
                        "--dead-letter", "NAME", "where goes what failed too often, of that kind");
        arguments.needs(drain, from);
        arguments.needs(deadLetter, from);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /** For rules with other options. */
    public Argument<?> flag() {
        return from;
    }

    /** Whether the user wants that. */
    public boolean areGiven(ParsedArguments given) {
        return given.has(from);
    }

    /**
     * Runs the command for what is there.
     *
     * @return the exit code
     */
    public int run(ParsedArguments given, Console console, List<String> words, PoolLimits limits) {
        RecordSource source = given.get(from);
        source.check();
        List<String> further = new ArrayList<>();
        int retries = stream.retries(given, 0);
        if (retries > 0) {
            further.addAll(List.of("--retries", Integer.toString(retries)));
        }
        given.find(deadLetter).ifPresent(name -> further.addAll(List.of("--dead-letter", name)));
        return ProcessFan.run(
                new ProcessFan.Plan(
                        limits,
                        TreeOptions.Wish.SILENT,
                        source.child(given.get(drain), further, words)),
                console);
    }
}
