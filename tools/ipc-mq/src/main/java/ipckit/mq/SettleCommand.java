package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.Arg;
import ipckit.common.cli.Arguments;
import ipckit.common.cli.Command;
import ipckit.common.cli.Console;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.Parsed;
import ipckit.mq.box.Desk;
import ipckit.mq.box.Receipt;

import java.time.Duration;

/** {@code ack}, {@code nack} and {@code extend}: what becomes of a leased message. */
final class SettleCommand implements Command {
    private final Arg<String> name;
    private final Arg<String> receipt;
    private final Action action;

    /** What is done with the receipt; false if it is too late for that. */
    private interface Action {
        boolean settle(Parsed given, Desk desk, Receipt receipt);
    }

    private SettleCommand(Arguments arguments, Maker maker) {
        name = arguments.operand("NAME", "the mailbox");
        receipt = arguments.operand("RECEIPT", "what recv --lease has printed");
        action = maker.make(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    /** Declares what the action needs besides. */
    private interface Maker {
        Action make(Arguments arguments);
    }

    static Command acknowledging(Arguments arguments) {
        return new SettleCommand(
                arguments, _ -> (given, desk, receipt) -> desk.acknowledge(receipt));
    }

    static Command givingBack(Arguments arguments) {
        return new SettleCommand(arguments, _ -> (given, desk, receipt) -> desk.giveBack(receipt));
    }

    static Command extending(Arguments arguments) {
        return new SettleCommand(
                arguments,
                declared -> {
                    Arg<Duration> length =
                            declared.operand("DURATION", "how long from now on", Lease.LENGTHS);
                    return (given, desk, receipt) ->
                            desk.extend(receipt, Lease.millis(given.get(length)));
                });
    }

    @Override
    public int run(Parsed given, Console console) {
        Route route = Routes.parse(given.get(name), "leases");
        Receipt settled = Receipt.parse(given.get(receipt));
        try (Desk desk = route.open().desk()) {
            if (!action.settle(given, desk, settled)) {
                throw new IpcException(
                        Category.WOULD_BLOCK, "too late: no lease of " + settled + " goes on");
            }
        } catch (IpcException e) {
            throw route.named(e);
        }
        return ExitCode.OK.code();
    }
}
