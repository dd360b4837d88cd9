package ipckit.fan;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.TreeOptions;
import ipckit.common.cli.output.Console;

import java.util.ArrayList;
import java.util.List;

/** The options of {@code --from}: records of a mailbox or a buffer. */
final class FromOptions {
    private final StreamOptions stream;
    private final Argument<Source> from;
    private final Argument<Boolean> drain;
    private final Argument<String> deadLetter;

    FromOptions(Arguments arguments, StreamOptions stream) {
        this.stream = stream;
        from =
                arguments.option(
                        "--from",
                        "SOURCE",
                        "run CMD, at most N at once, for each message of a mailbox (mq:NAME), or"
                                + " item of a buffer (buf:NAME), which it has as stdin; done when"
                                + " it succeeds",
                        Source::parse);
        drain = arguments.flag("--drain", "end when there is nothing to be had there now");
        deadLetter =
                arguments.text(
                        "--dead-letter", "NAME", "where goes what failed too often, of that kind");
        arguments.needs(drain, from);
        arguments.needs(deadLetter, from);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    /** For rules with other options. */
    Argument<?> flag() {
        return from;
    }

    /** Whether the user wants that. */
    boolean areGiven(ParsedArguments given) {
        return given.has(from);
    }

    /**
     * Runs the command for what is there.
     *
     * @return the exit code
     */
    int run(ParsedArguments given, Console console, List<String> words, Limits limits) {
        Source source = given.get(from);
        source.check();
        List<String> further = new ArrayList<>();
        int retries = stream.retries(given, 0);
        if (retries > 0) {
            further.addAll(List.of("--retries", Integer.toString(retries)));
        }
        given.find(deadLetter).ifPresent(name -> further.addAll(List.of("--dead-letter", name)));
        return Children.run(
                new Children.Plan(
                        limits,
                        TreeOptions.Wish.SILENT,
                        source.child(given.get(drain), further, words)),
                console);
    }
}
