package ipckit.shm.segment;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.ModeConverter;
import ipckit.shm.trace.SegmentArguments;

/** {@code chmod}: changes a segment's permissions. */
public final class ChmodSegmentCommand implements Command {
    private final Argument<Integer> mode;
    private final SegmentArguments target;

    public ChmodSegmentCommand(Arguments arguments) {
        mode = arguments.operand("MODE", "permissions in octal", ModeConverter.PERMISSIONS);
        target = new SegmentArguments(arguments);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        target.segment(given, console).chmod(given.get(mode));
        return ExitCode.OK.code();
    }
}
