package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.common.process.GivenCommand;

import java.util.List;

/** {@code attach}: a command that has the segment, and counts as attached. */
final class AttachCommand implements Command {
    private final Arg<String> name;
    private final Arg<Boolean> readOnly;
    private final Arg<List<String>> command;

    AttachCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
        readOnly = arguments.flag("--read-only", "the descriptor that it has is for reading");
        command =
                arguments.command(
                        "what to run; it has IPC_SHM_PATH, IPC_SHM_SIZE and IPC_SHM_FD in its"
                                + " environment",
                        true);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND);
    }

    @Override
    public int run(Parsed given, Console console) {
        return new Segments()
                .named(given.get(name))
                .run(
                        new GivenCommand(given.get(command)),
                        given.get(readOnly) ? Segment.Access.READ : Segment.Access.WRITE);
    }
}
