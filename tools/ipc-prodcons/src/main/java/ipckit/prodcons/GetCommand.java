package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Patience;
import ipckit.common.cli.Rate;
import ipckit.common.naming.ObjectName;

import java.util.List;

/** {@code get}: items out of a buffer, to stdout or to a command. */
final class GetCommand implements Command {
    private final Arg<String> name;
    private final Framings framings;
    private final Arg<Long> count;
    private final Patience patience;
    private final Arg<Boolean> follow;
    private final Arg<Boolean> drain;
    private final Arg<Long> producers;
    private final Arg<Rate> rate;
    private final Arg<Boolean> create;
    private final Arg<Boolean> atMostOnce;
    private final Arg<Long> batch;
    private final Arg<Long> retries;
    private final Arg<String> deadLetter;
    private final Arg<List<String>> command;

    GetCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the buffer");
        framings = new Framings(arguments, "items as they are, nothing added");
        count = arguments.count("-n, --count", "N", "end after so many items");
        patience = new Patience(arguments);
        follow = arguments.flag("--follow", "never end: wait for producers to come");
        drain = arguments.flag("--drain", "end when there is nothing to be had now");
        producers =
                arguments.count("--producers", "N", "do not end before so many have come and gone");
        rate = arguments.rate("--rate", "get no faster");
        create = arguments.flag("--create", "make the buffer if it is absent");
        atMostOnce =
                arguments.flag(
                        "--at-most-once", "free items before they are written, not afterwards");
        batch = arguments.count("--batch", "N", "so many items for each run of CMD").orElse(1L);
        retries = arguments.count("--retries", "N", "try failed items again so often").orElse(0L);
        deadLetter =
                arguments.text("--dead-letter", "NAME", "where items go that failed too often");
        command =
                arguments.command(
                        "run for each item, which it has as stdin; done when it exits 0", false);
        arguments.exclusive(follow, drain, producers);
        arguments.exclusive(drain, patience.timeout());
        arguments.needs(batch, command);
        arguments.needs(retries, command);
        arguments.needs(deadLetter, command);
        arguments.exclusive(atMostOnce, command);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    @Override
    public int run(Parsed given, Console console) {
        ObjectName buffer = Buffers.name(given.get(name));
        Getting.Ending ending =
                given.get(follow)
                        ? Getting.Ending.NEVER
                        : given.get(drain) ? Getting.Ending.EMPTY : Getting.Ending.STREAM;
        Getting.Plan plan =
                new Getting.Plan(
                        buffer,
                        given.find(count).orElse(Long.MAX_VALUE),
                        patience.of(given),
                        ending,
                        Math.toIntExact(given.find(producers).orElse(0L)),
                        given.find(rate).orElse(null),
                        given.get(create));
        ObjectName dead = given.find(deadLetter).map(Buffers::name).orElse(null);
        if (buffer.equals(dead)) {
            throw new IpcException(
                    Category.USAGE, "dead letters need a buffer of their own, not " + dead);
        }
        List<String> words = given.get(command);
        Sink sink =
                words.isEmpty()
                        ? new StdoutSink(console, framings.of(given), given.get(atMostOnce))
                        : new CommandSink(
                                words,
                                framings.of(given),
                                given.get(batch),
                                given.get(retries),
                                dead,
                                console::error);
        try (sink) {
            return new Getting(plan, sink, console).run();
        }
    }
}
