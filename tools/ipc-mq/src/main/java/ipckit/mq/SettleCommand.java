package ipckit.mq;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.mailbox.Receipt;
import ipckit.common.mailbox.ReceiptDesk;

import java.time.Duration;

/** {@code ack}, {@code nack} and {@code extend}: what becomes of a leased message. */
final class SettleCommand implements Command {
    private final Argument<String> name;
    private final Argument<String> receipt;
    private final Action action;

    /** What is done with the receipt; false if it is too late for that. */
    private interface Action {
        boolean settle(ParsedArguments given, ReceiptDesk desk, Receipt receipt);
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
                    Argument<Duration> length =
                            declared.operand("DURATION", "how long from now on", Lease.LENGTHS);
                    return (given, desk, receipt) ->
                            desk.extend(receipt, Lease.millis(given.get(length)));
                });
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        Route route = Routes.parse(given.get(name), "leases");
        Receipt settled = Receipt.parse(given.get(receipt));
        try (ReceiptDesk desk = route.open().desk()) {
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
