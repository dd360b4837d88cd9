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
import ipckit.prodcons.BufferArguments;
import ipckit.prodcons.BufferNamespace;

import java.nio.file.Path;
import java.util.List;

/** {@code put}: reads items from stdin or files and puts them into a buffer. */
public final class PutItemsCommand implements Command {
    private final Argument<String> name;
    private final Argument<List<Path>> files;
    private final FramingOptions<Framing> framings;
    private final Argument<OnFull> onFull;
    private final WaitOptions waitOptions;
    private final Argument<Rate> rate;
    private final Argument<Boolean> create;

    /** Declares the arguments of {@code put}. */
    public PutItemsCommand(Arguments arguments) {
        name = BufferArguments.name(arguments);
        files = arguments.files("files to read instead of stdin; - is stdin");
        framings =
                new FramingOptions<>(
                        arguments, Framing.values(), "item", "each input is one item, unchanged");
        onFull =
                arguments
                        .choice("--on-full", OnFull.values(), "the action when the buffer is full")
                        .orElse(OnFull.BLOCK);
        waitOptions = new WaitOptions(arguments);
        rate = arguments.rate("--rate", "put at most this many items a second");
        create = BufferArguments.create(arguments);
        arguments.mayExit(ExitCode.UNUSABLE, ExitCode.WOULD_BLOCK, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        List<Path> inputs = given.get(files);
        PutOperation.Settings settings =
                new PutOperation.Settings(
                        BufferNamespace.name(given.get(name)),
                        inputs.isEmpty() ? List.of(PutOperation.STDIN) : inputs,
                        framings.of(given),
                        given.get(onFull),
                        waitOptions.of(given),
                        given.find(rate).orElse(null),
                        given.get(create));
        new PutOperation(settings, console).run();
        return ExitCode.OK.code();
    }
}
