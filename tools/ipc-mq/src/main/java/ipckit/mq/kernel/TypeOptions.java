package ipckit.mq.kernel;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;

import java.util.Optional;

/**
 * The options that choose types of messages. Only messages in System V queues have types, so the
 * options are refused for all other mailboxes.
 */
public final class TypeOptions {
    private static final String TYPE = "--type";
    private static final String TYPE_UP_TO = "--type-up-to";
    private static final long LEAST_TYPE = 1;

    private final Argument<Long> type;
    private final Optional<Argument<Long>> typeUpTo;
    private final long standard;

    private TypeOptions(Argument<Long> type, Optional<Argument<Long>> typeUpTo, long standard) {
        this.type = type;
        this.typeUpTo = typeUpTo;
        this.standard = standard;
    }

    /** Declares the option {@code --type} for a verb that sends. */
    public static TypeOptions ofSender(Arguments arguments) {
        return new TypeOptions(
                type(arguments, "the type of each message (sysv: only; default: 1)"),
                Optional.empty(),
                LEAST_TYPE);
    }

    /** Declares the options {@code --type} and {@code --type-up-to} for a verb that receives. */
    public static TypeOptions ofReceiver(Arguments arguments) {
        Argument<Long> type = type(arguments, "only messages of type N (sysv: only)");
        Argument<Long> upTo =
                arguments.option(
                        TYPE_UP_TO,
                        "N",
                        "the lowest type that is at most N (sysv: only)",
                        CountConverter.FROM_ONE);
        arguments.exclusive(type, upTo);
        return new TypeOptions(type, Optional.of(upTo), SystemVQueueName.ANY_TYPE);
    }

    private static Argument<Long> type(Arguments arguments, String help) {
        return arguments.option(TYPE, "N", help, CountConverter.FROM_ONE);
    }

    /**
     * Returns the name of a System V queue with the type that the options choose. By default,
     * messages are sent with type 1, and messages of any type are received. Returns the name of a
     * POSIX queue unchanged.
     *
     * @throws ipckit.common.IpcException USAGE when the user gave an option and the queue is not a
     *     System V queue
     */
    public KernelQueueName of(KernelQueueName queue, ParsedArguments given) {
        if (queue instanceof SystemVQueueName systemV) {
            return new SystemVQueueName(systemV.name(), chosen(given));
        }
        refuse(given);
        return queue;
    }

    private long chosen(ParsedArguments given) {
        Optional<Long> upTo = typeUpTo.flatMap(given::find);
        return upTo.isPresent() ? -upTo.get() : given.find(type).orElse(standard);
    }

    /**
     * Refuses the options, because the mailbox is not a System V queue.
     *
     * @throws ipckit.common.IpcException USAGE when the user gave an option
     */
    public void refuse(ParsedArguments given) {
        if (given.has(type)) {
            throw SystemVQueueName.needed(TYPE);
        }
        if (typeUpTo.filter(given::has).isPresent()) {
            throw SystemVQueueName.needed(TYPE_UP_TO);
        }
    }
}
