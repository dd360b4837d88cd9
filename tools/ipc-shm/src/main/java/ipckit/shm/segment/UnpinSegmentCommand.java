package ipckit.shm.segment;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.shm.scheme.SegmentCatalog;
import ipckit.shm.trace.SegmentArguments;
import ipckit.shm.trace.SegmentTrace;

/**
 * {@code unpin}: ends the background processes that {@code pin} has started to keep a segment
 * attached.
 */
public final class UnpinSegmentCommand implements Command {
    private final SegmentArguments target;

    public UnpinSegmentCommand(Arguments arguments) {
        target = new SegmentArguments(arguments);
        arguments.mayExit(ExitCode.CORRUPT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String name = target.name(given);
        int ended = new SegmentCatalog().localNamed(name).unpin();
        if (ended == 0) {
            throw new IpcException(Category.FAILED, "segment " + name + " is not pinned");
        }
        target.trace(given, console)
                .report(SegmentTrace.Step.DETACH, name + ": pins ended: " + ended);
        return ExitCode.OK.code();
    }
}
