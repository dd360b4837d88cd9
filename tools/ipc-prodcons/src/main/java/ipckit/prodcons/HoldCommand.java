package ipckit.prodcons;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.naming.ObjectName;
import ipckit.common.process.GivenCommand;
import ipckit.common.queue.Holder;

import java.util.List;

/** {@code hold}: keeps a buffer's stream open while a command runs. */
final class HoldCommand implements Command {
    private final Arg<String> name;
    private final Arg<Boolean> create;
    private final Arg<List<String>> command;

    HoldCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the buffer");
        create = arguments.flag("--create", "make the buffer if it is absent");
        command = arguments.command("what to run meanwhile; its exit status is ours", true);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CANNOT_CREATE,
                ExitCode.IO,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    @Override
    public int run(Parsed given, Console console) {
        ObjectName buffer = Buffers.name(given.get(name));
        Buffers buffers = new Buffers();
        try (Holder _ =
                (given.get(create) ? buffers.openOrCreate(buffer) : buffers.open(buffer))
                        .holder()) {
            return new GivenCommand(given.get(command)).start().await();
        }
    }
}
