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
 * The internal verb {@code keep}, by which {@code pin} keeps a segment attached. The verb {@code
 * pin} starts a process in the background, and this process runs {@code keep}. The process attaches
 * the segment, and then replaces itself by a shell in a session of its own. The shell writes an
 * empty line to stdout, for which {@code pin} waits, and then replaces itself by the program {@code
 * sleep}, which needs far less memory than {@code ipc-shm}. Because of the session, signals of the
 * terminal do not end the process.
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
