package ipckit.shm.segment;

import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.UserCommand;
import ipckit.shm.scheme.SegmentCatalog;

import java.util.List;

/**
 * The internal verb (a subcommand that only this program uses) that runs in the process that {@code
 * pin} starts in the background. The verb attaches the segment and then replaces this program by
 * the program {@code sleep}, which needs far less memory. The process has a session of its own, so
 * signals of the terminal do not end it. After the segment is attached, the process writes an empty
 * line to stdout. The verb {@code pin} waits for this line.
 */
public final class PinProcessCommand implements Command {
    /** The name of the internal verb. */
    public static final String VERB = "keep";

    private static final List<String> IDLE =
            List.of("setsid", "sh", "-c", "echo; exec sleep infinity </dev/null >/dev/null 2>&1");

    private final Argument<String> name;

    public PinProcessCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the segment");
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        new SegmentCatalog().localNamed(given.get(name)).becomePin(new UserCommand(IDLE), () -> {});
        return ExitCode.FAILED.code();
    }
}
