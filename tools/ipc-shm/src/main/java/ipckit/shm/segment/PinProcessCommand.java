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
 * {@code keep}: keeps a segment attached in the background process that {@code pin} starts. This
 * verb is internal: only {@code pin} uses it. The process attaches the segment, and then replaces
 * itself by a shell. The shell writes an empty line to stdout, from which {@code pin} learns that
 * the segment is attached. The shell then replaces itself by the program {@code sleep}, which needs
 * far less memory than {@code ipc-shm}. The shell and {@code sleep} run in a session of their own,
 * so signals of the terminal do not end them.
 */
public final class PinProcessCommand implements Command {
    /** The name of this verb on the command line. */
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
