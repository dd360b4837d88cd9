package ipckit.prodcons.put;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.option.FramingOptions;
import ipckit.common.cli.option.WaitOptions;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.Rate;
import ipckit.common.pipe.Framing;
import ipckit.common.queue.Producer.OnFull;
import ipckit.prodcons.BufferNamespace;

import java.nio.file.Path;
import java.util.List;

/** {@code put}: items from stdin or files into a buffer. */
public final class PutItemsCommand implements Command {
    private final Argument<String> name;
    private final Argument<List<Path>> files;
    private final FramingOptions<Framing> framings;
    private final Argument<OnFull> onFull;
    private final WaitOptions patience;
    private final Argument<Rate> rate;
    private final Argument<Boolean> create;

    public PutItemsCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the buffer");
        files = arguments.files("read these, - for stdin, instead of stdin");
        framings =
                new FramingOptions<>(
                        arguments, Framing.values(), "item", "each input is one item, as it is");
        onFull =
                arguments
                        .choice("--on-full", OnFull.values(), "when there is no room")
                        .orElse(OnFull.BLOCK);
        patience = new WaitOptions(arguments);
        rate = arguments.rate("--rate", "put no faster");
        create = arguments.flag("--create", "make the buffer if it is absent");
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        PutOperation.Plan plan =
                new PutOperation.Plan(
                        BufferNamespace.name(given.get(name)),
                        given.get(files),
                        framings.of(given),
                        given.get(onFull),
                        patience.of(given),
                        given.find(rate).orElse(null),
                        given.get(create));
        new PutOperation(plan, console).run();
        return ExitCode.OK.code();
    }
}
