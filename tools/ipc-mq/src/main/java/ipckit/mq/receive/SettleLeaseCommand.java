package ipckit.mq.receive;

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
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.MailboxReferenceParser;

import java.time.Duration;

/** {@code ack}, {@code nack} and {@code extend}: what becomes of a leased message. */
public final class SettleLeaseCommand implements Command {
    private final Argument<String> name;
    private final Argument<String> receipt;
    private final Action action;

    /** What is done with the receipt; false if it is too late for that. */
    private interface Action {
        boolean settle(ParsedArguments given, ReceiptDesk desk, Receipt receipt);
    }

    private SettleLeaseCommand(Arguments arguments, Maker maker) {
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

    public static Command acknowledging(Arguments arguments) {
        return new SettleLeaseCommand(
                arguments, _ -> (given, desk, receipt) -> desk.acknowledge(receipt));
    }

    public static Command givingBack(Arguments arguments) {
        return new SettleLeaseCommand(
                arguments, _ -> (given, desk, receipt) -> desk.giveBack(receipt));
    }

    public static Command extending(Arguments arguments) {
        return new SettleLeaseCommand(
                arguments,
                declared -> {
                    Argument<Duration> length =
                            declared.operand(
                                    "DURATION", "how long from now on", LeaseDuration.LENGTHS);
                    return (given, desk, receipt) ->
                            desk.extend(receipt, LeaseDuration.millis(given.get(length)));
                });
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        MailboxReference route = MailboxReferenceParser.parse(given.get(name), "leases");
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
