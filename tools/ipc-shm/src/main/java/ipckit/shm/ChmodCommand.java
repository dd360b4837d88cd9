package ipckit.shm;

import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Modes;
import ipckit.common.cli.Parsed;

/** {@code chmod}: changes a segment's permissions. */
final class ChmodCommand implements Command {
    private final Arg<Integer> mode;
    private final Arg<String> name;
    private final Tracing tracing;

    ChmodCommand(Arguments arguments) {
        mode = arguments.operand("MODE", "permissions, octal", Modes.PERMISSIONS);
        name = arguments.operand("NAME", "the segment");
        tracing = new Tracing(arguments);
        arguments.mayExit(ExitCode.UNAVAILABLE, ExitCode.DENIED);
    }

    @Override
    public int run(Parsed given, Console console) {
        tracing.segments(given, console).named(given.get(name)).chmod(given.get(mode));
        return ExitCode.OK.code();
    }
}
