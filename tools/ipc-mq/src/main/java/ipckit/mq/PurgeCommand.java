package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.ReceiptDesk;

/** {@code purge}: drops what can be received now, and what is pending. */
final class PurgeCommand implements Command {
    private final Argument<String> name;

    PurgeCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        String mailbox = given.get(name);
        long dropped =
                KernelName.isMeantBy(mailbox)
                        ? KernelQueues.purge(KernelName.parse(mailbox))
                        : purge(Routes.parse(mailbox, ""));
        console.message("ipc-mq: dropped " + dropped + (dropped == 1 ? " message" : " messages"));
        return ExitCode.OK.code();
    }

    private static long purge(Route route) {
        try (ReceiptDesk desk = route.open().desk()) {
            return desk.purge();
        } catch (IpcException e) {
            throw route.named(e);
        }
    }
}
