package ipckit.prodcons;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.cli.Patience;
import ipckit.common.cli.Rate;
import ipckit.common.queue.Producer.OnFull;

import java.nio.file.Path;
import java.util.List;

/** {@code put}: items from stdin or files into a buffer. */
final class PutCommand implements Command {
    private final Arg<String> name;
    private final Arg<List<Path>> files;
    private final Framings framings;
    private final Arg<OnFull> onFull;
    private final Patience patience;
    private final Arg<Rate> rate;
    private final Arg<Boolean> create;

    PutCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the buffer");
        files = arguments.files("read these, - for stdin, instead of stdin");
        framings = new Framings(arguments, "each input is one item, as it is");
        onFull =
                arguments
                        .choice("--on-full", OnFull.values(), "when there is no room")
                        .orElse(OnFull.BLOCK);
        patience = new Patience(arguments);
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
    public int run(Parsed given, Console console) {
        Putting.Plan plan =
                new Putting.Plan(
                        Buffers.name(given.get(name)),
                        given.get(files),
                        framings.of(given),
                        given.get(onFull),
                        patience.of(given),
                        given.find(rate).orElse(null),
                        given.get(create));
        new Putting(plan, console).run();
        return ExitCode.OK.code();
    }
}
