package ipckit.shm.segment;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.process.UserCommand;
import ipckit.shm.scheme.Segment;
import ipckit.shm.trace.SegmentArguments;

import java.util.List;

/**
 * {@code attach}: runs a command that can use a segment. The segment stays attached while the
 * command runs.
 */
public final class AttachSegmentCommand implements Command {
    private final Argument<Boolean> readOnly;
    private final Argument<Long> at;
    private final SegmentArguments target;
    private final Argument<List<String>> command;

    public AttachSegmentCommand(Arguments arguments) {
        readOnly = arguments.flag("--read-only", "the command gets a descriptor for reading only");
        at =
                arguments
                        .option(
                                "--at",
                                "ADDRESS",
                                "where the command is to map it; sets IPC_SHM_AT as well",
                                AttachSegmentCommand::parseAddress)
                        .examples("0x100000000000")
                        .orElse(Segment.ANY_ADDRESS);
        target = new SegmentArguments(arguments);
        command =
                arguments.command(
                        "the command; its environment has IPC_SHM_PATH, IPC_SHM_SIZE and"
                                + " IPC_SHM_FD",
                        true);
        arguments.mayExit(
                ExitCode.UNUSABLE,
                ExitCode.CORRUPT,
                ExitCode.CANNOT_RUN,
                ExitCode.NOT_FOUND,
                ExitCode.OUTPUT_CLOSED);
    }

    /**
     * Parses an address in the notation of a C pointer. The address 0 is rejected, because with
     * address 0 the kernel would choose where to map the segment.
     */
    private static long parseAddress(String text) {
        try {
            if (text.startsWith("0x") && text.length() > 2 && text.charAt(2) != '+') {
                long address = Long.parseUnsignedLong(text.substring(2), 16);
                if (address != Segment.ANY_ADDRESS) {
                    return address;
                }
            }
        } catch (NumberFormatException e) {
            // The text contains no legal number. The throw statement below reports this error.
        }
        throw new IpcException(
                Category.USAGE, "'" + text + "' is not an address (example: 0x100000000000)");
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Segment.Access access = given.get(readOnly) ? Segment.Access.READ : Segment.Access.WRITE;
        UserCommand user = new UserCommand(given.get(command));
        return target.segment(given, console).run(user, access, given.get(at));
    }
}
