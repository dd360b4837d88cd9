package ipckit.mq.receive;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.runner.Command;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.mailbox.Receipt;
import ipckit.common.mailbox.ReceiptDesk;
import ipckit.mq.mailbox.MailboxReference;
import ipckit.mq.task.MailboxReferenceParser;

import java.time.Duration;
import java.util.function.Function;

/**
 * {@code ack}, {@code nack} and {@code extend}: acknowledge a leased message, give it back, or
 * extend its lease.
 */
public final class SettleLeaseCommand implements Command {
    /**
     * Converts an argument to the duration of a lease. The shortest duration is 10 ms, the
     * resolution of the clock that measures leases.
     */
    static final DurationConverter LEASE = new DurationConverter(Duration.ofMillis(10));

    private final Argument<String> name;
    private final Argument<String> receipt;
    private final Action action;

    /** The operation that a verb applies to a leased message. */
    @FunctionalInterface
    private interface Action {
        /**
         * Applies the operation to the message that the receipt identifies, and returns true. If
         * the receipt identifies no leased message of this mailbox, for example because the lease
         * has ended, does nothing and returns false.
         */
        boolean apply(ParsedArguments given, ReceiptDesk desk, Receipt receipt);
    }

    /**
     * @param actionOf a function that declares the verb's arguments after {@code RECEIPT}, and
     *     returns the verb's operation
     */
    private SettleLeaseCommand(Arguments arguments, Function<Arguments, Action> actionOf) {
        name = arguments.operand("NAME", "the mailbox").completes(Completion.MAILBOX);
        receipt = arguments.operand("RECEIPT", "the receipt that recv --lease printed");
        action = actionOf.apply(arguments);
        arguments.mayExit(
                ExitCode.UNAVAILABLE,
                ExitCode.WOULD_BLOCK,
                ExitCode.CORRUPT,
                ExitCode.DENIED,
                ExitCode.TIMED_OUT);
    }

    /** Returns the implementation of the verb {@code ack}. */
    public static Command acknowledging(Arguments arguments) {
        return new SettleLeaseCommand(
                arguments, _ -> (_, desk, receipt) -> desk.acknowledge(receipt));
    }

    /** Returns the implementation of the verb {@code nack}. */
    public static Command givingBack(Arguments arguments) {
        return new SettleLeaseCommand(arguments, _ -> (_, desk, receipt) -> desk.giveBack(receipt));
    }

    /** Returns the implementation of the verb {@code extend}. */
    public static Command extending(Arguments arguments) {
        return new SettleLeaseCommand(
                arguments,
                declared -> {
                    Argument<Duration> length =
                            declared.operand("DURATION", "how long from now on", LEASE);
                    return (given, desk, receipt) ->
                            desk.extend(receipt, given.get(length).toMillis());
                });
    }

    @Override
    public int run(ParsedArguments given, Console console) {
        MailboxReference mailbox = MailboxReferenceParser.parse(given.get(name), "leases");
        Receipt settled = Receipt.parse(given.get(receipt));
        if (!mailbox.atDesk(desk -> action.apply(given, desk, settled))) {
            String late = "too late: the lease of " + settled + " has ended";
            throw mailbox.named(new IpcException(Category.WOULD_BLOCK, late));
        }
        return ExitCode.OK.code();
    }
}
