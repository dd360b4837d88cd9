package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.mq.box.Desk;

/** {@code purge}: drops what can be received now, and what is pending. */
final class PurgeCommand implements Command {
    private final Arg<String> name;

    PurgeCommand(Arguments arguments) {
        name = arguments.operand("NAME", "the mailbox");
        arguments.mayExit(
                ExitCode.UNAVAILABLE, ExitCode.CORRUPT, ExitCode.DENIED, ExitCode.TIMED_OUT);
    }

    @Override
    public int run(Parsed given, Console console) {
        String mailbox = given.get(name);
        long dropped =
                KernelName.isMeantBy(mailbox)
                        ? KernelQueues.purge(KernelName.parse(mailbox))
                        : purge(Routes.parse(mailbox, ""));
        console.message("ipc-mq: dropped " + dropped + (dropped == 1 ? " message" : " messages"));
        return ExitCode.OK.code();
    }

    private static long purge(Route route) {
        try (Desk desk = route.open().desk()) {
            return desk.purge();
        } catch (IpcException e) {
            throw route.named(e);
        }
    }
}
