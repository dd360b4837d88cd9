package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;

import java.util.Optional;

/**
 * The options for a record (for example an item or a message) whose processing fails. Each run of
 * the user's command for the record is a try, and the try fails if the command fails. With {@code
 * --retries}, the command then runs again for the record. With {@code --dead-letter}, the record is
 * put into another buffer or mailbox after its last try has failed.
 *
 * <p>A delivery of the record is lost in two cases: the receiver dies before it has acknowledged
 * the record or given it back, or the record's lease (a claim with a time limit) expires. The
 * option {@code --max-deliveries} limits the number of lost deliveries. A record that has reached
 * the limit is treated as if its last try had failed.
 *
 * <p>Only verbs (subcommands) that take records from a buffer or mailbox have {@code --dead-letter}
 * and {@code --max-deliveries}.
 */
public final class RetryOptions {
    private static final long MAX_DELIVERIES = 100;

    private final Argument<Long> retries;
    private final Argument<String> deadLetter;
    private final Argument<Long> maxDeliveries;

    /**
     * The limits for a record that a receiver takes from a buffer or mailbox. Each run of the
     * command for the record is a try, and the try fails if the command fails. A delivery of the
     * record is lost if the receiver dies while it has the record, or if the record's lease (a
     * claim with a time limit) expires. A receiver may also give the record back although the
     * command has not failed, for example because a signal ends the receiver. Such a delivery is
     * neither a failed try nor a lost delivery.
     *
     * @param retries the largest number of retries
     * @param deliveries the number of lost deliveries after which no command gets the record again
     */
    public record Limits(long retries, long deliveries) {
        /** Returns whether the record may be tried again after this number of failed tries. */
        public boolean allowTry(int failed) {
            return failed <= retries;
        }

        /**
         * Returns whether the record may be delivered again. A delivery is lost if the receiver
         * dies while it has the record, or if the record's lease (a claim with a time limit)
         * expires.
         *
         * @param lost the number of lost deliveries of the record until now
         */
        public boolean allowDelivery(int lost) {
            return lost < deliveries;
        }
    }

    private RetryOptions(
            Argument<Long> retries, Argument<String> deadLetter, Argument<Long> maxDeliveries) {
        this.retries = retries;
        this.deadLetter = deadLetter;
        this.maxDeliveries = maxDeliveries;
    }

    /**
     * Declares {@code --retries} without {@code --dead-letter} and {@code --max-deliveries}.
     *
     * @param record the noun for a record in help texts, for example "item"
     * @param otherwise the number of retries when the option is absent
     */
    public static RetryOptions withoutDeadLetters(
            Arguments arguments, String record, long otherwise) {
        return new RetryOptions(retries(arguments, record, otherwise), null, null);
    }

    /**
     * Declares {@code --retries} (default 0), {@code --dead-letter}, and {@code --max-deliveries}
     * (default 100).
     *
     * @param record the noun for a record in help texts, for example "item"
     * @param object the noun for an object that stores records, for example "buffer"
     * @param completion the kind of names that a shell proposes as the value of {@code
     *     --dead-letter}
     */
    public static RetryOptions withDeadLetters(
            Arguments arguments, String record, String object, Completion completion) {
        Argument<Long> retries = retries(arguments, record, 0);
        Argument<String> deadLetter =
                arguments
                        .text(
                                "--dead-letter",
                                "NAME",
                                "the " + object + " for each " + record + " whose last try failed")
                        .completes(completion);
        Argument<Long> maxDeliveries =
                arguments
                        .count("--max-deliveries", "N", "give up after N lost deliveries")
                        .orElse(MAX_DELIVERIES);
        return new RetryOptions(retries, deadLetter, maxDeliveries);
    }

    private static Argument<Long> retries(Arguments arguments, String record, long otherwise) {
        return arguments
                .option(
                        "--retries",
                        "N",
                        "retry a failed " + record + " at most N times",
                        CountConverter.FROM_ZERO)
                .orElse(otherwise);
    }

    /** Declares that the options are allowed only together with {@code prerequisite}. */
    public void need(Arguments arguments, Argument<?> prerequisite) {
        arguments.needs(retries, prerequisite);
        if (deadLetter != null) {
            arguments.needs(deadLetter, prerequisite);
            arguments.needs(maxDeliveries, prerequisite);
        }
    }

    /**
     * Returns the option {@code --retries}, not its value. Some objects cannot redeliver records.
     * For such an object, a verb refuses the option.
     */
    public Argument<Long> retries() {
        return retries;
    }

    /**
     * Returns the option {@code --dead-letter}, not its value. Returns null if the option was not
     * declared. Some objects do not support dead letters. For such an object, a verb refuses the
     * option.
     */
    public Argument<String> deadLetter() {
        return deadLetter;
    }

    /**
     * Returns the option {@code --max-deliveries}, not its value. Returns null if the option was
     * not declared. A verb that starts another program calls this method, and passes the option on
     * to that program.
     */
    public Argument<Long> maxDeliveries() {
        return maxDeliveries;
    }

    /**
     * Returns the limits for a record: the largest number of retries, and the largest number of
     * lost deliveries. A delivery is lost if the receiver dies while it has the record, or if the
     * record's lease (a claim with a time limit) expires. The option {@code --max-deliveries} must
     * be declared.
     */
    public Limits limits(ParsedArguments given) {
        return new Limits(given.get(retries), given.get(maxDeliveries));
    }

    /**
     * Returns the maximum number of retries of a record. The first run of the command for the
     * record is not a retry.
     */
    public long retries(ParsedArguments given) {
        return given.get(retries);
    }

    /**
     * Returns the name of the buffer or mailbox that gets the dead letters: the records whose last
     * try failed, and the records that reached the limit of {@code --max-deliveries}. The result is
     * empty if the user gave no name.
     */
    public Optional<String> deadLetter(ParsedArguments given) {
        return deadLetter == null ? Optional.empty() : given.find(deadLetter);
    }
}
