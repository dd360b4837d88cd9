package ipckit.prodcons.get;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.option.GraceOption;
import ipckit.common.cli.option.RetryOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.Rate;
import ipckit.common.daemon.DaemonOptions;
import ipckit.common.naming.ObjectName;
import ipckit.common.pipe.Framing;
import ipckit.prodcons.BufferArguments;
import ipckit.prodcons.BufferNamespace;

import java.util.List;
import java.util.OptionalInt;

/** {@code get}: takes items out of a buffer and writes them to stdout or to a command. */
public final class GetItemsCommand implements Command {
    private final Argument<String> name;
    private final FramingOptions<Framing> framings;
    private final Argument<Long> count;
    private final WaitOptions waitOptions;
    private final Argument<Boolean> follow;
    private final Argument<Boolean> drain;
    private final Argument<Long> producers;
    private final Argument<Rate> rate;
    private final Argument<Boolean> create;
    private final Argument<Boolean> atMostOnce;
    private final Argument<Long> batch;
    private final RetryOptions retries;
    private final GraceOption grace;
    private final DaemonOptions daemon;
    private final Argument<List<String>> command;

    /** Declares the arguments of {@code get}. */
    public GetItemsCommand(Arguments arguments) {
        name = BufferArguments.name(arguments);
        framings = BufferArguments.outputFramings(arguments);
        count = arguments.count("-n, --count", "N", "end after this many items");
        waitOptions = new WaitOptions(arguments);
        follow = arguments.flag("--follow", "never end; wait for the next producer");
        drain = arguments.flag("--drain", "end when no item is available");
        producers =
                arguments.count(
                        "--producers", "N", "end only after N producers have come and gone");
        rate = arguments.rate("--rate", "get at most this many items a second");
        create = BufferArguments.create(arguments);
        atMostOnce = arguments.flag("--at-most-once", "acknowledge items before they are written");
        batch = arguments.count("--batch", "N", "items for each run of CMD, at most").orElse(1L);
        retries = RetryOptions.withDeadLetters(arguments, "item", "buffer", Completion.BUFFER);
        grace = new GraceOption(arguments);
        daemon = new DaemonOptions(arguments);
        command =
                arguments.command(
                        "run for each item, with the item on its stdin; exit status 0 acknowledges"
                                + " it",
                        false);
        arguments.exclusive(follow, drain, producers);
        arguments.exclusive(drain, waitOptions.timeout());
        arguments.needs(batch, command);
        retries.need(arguments, command);
        grace.need(arguments, command);
        daemon.need(arguments, follow);
        arguments.exclusive(atMostOnce, command);
        arguments.mayExit(
                ExitCode.WOULD_BLOCK,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        ObjectName buffer = BufferNamespace.name(given.get(name));
        GetOperation.Ending ending =
                given.get(follow)
                        ? GetOperation.Ending.NEVER
                        : given.get(drain) ? GetOperation.Ending.EMPTY : GetOperation.Ending.STREAM;
        GetOperation.Settings settings =
                new GetOperation.Settings(
                        buffer,
                        given.find(count).orElse(Long.MAX_VALUE),
                        waitOptions.of(given),
                        ending,
                        Math.toIntExact(given.find(producers).orElse(0L)),
                        given.find(rate).orElse(null),
                        given.get(create));
        ObjectName dead = retries.deadLetter(given).map(BufferNamespace::name).orElse(null);
        if (buffer.equals(dead)) {
            throw new IpcException(
                    Category.USAGE, "--dead-letter must name another buffer than " + dead);
        }
        List<String> words = given.get(command);
        if (given.get(follow)) {
            OptionalInt started = daemon.startReceiver(given, words, console);
            if (started.isPresent()) {
                return started.getAsInt();
            }
        }
        ItemSink sink =
                words.isEmpty()
                        ? new StdoutItemSink(console, framings.of(given), given.get(atMostOnce))
                        : new CommandItemSink(
                                words,
                                framings.of(given),
                                given.get(batch),
                                grace.of(given),
                                retries.limits(given),
                                dead,
                                console);
        try (sink) {
            return new GetOperation(settings, sink, console).run();
        }
    }
}
