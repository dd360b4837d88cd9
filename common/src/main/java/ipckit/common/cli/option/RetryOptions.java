package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;

import java.util.Optional;

/**
 * The options that decide the fate of a record (for example an item or a message) when the user's
 * command for this record has failed. With {@code --retries}, the command runs again for the
 * record. With {@code --dead-letter}, the record is put into another buffer or mailbox after the
 * last run of its command has failed. Only verbs (subcommands) that take records from a buffer or
 * mailbox have {@code --dead-letter}.
 */
public final class RetryOptions {
    private final Argument<Long> retries;
    private final Argument<String> deadLetter;

    private RetryOptions(Argument<Long> retries, Argument<String> deadLetter) {
        this.retries = retries;
        this.deadLetter = deadLetter;
    }

    /**
     * Declares {@code --retries} without {@code --dead-letter}.
     *
     * @param record the noun for a record in help texts, for example "item"
     * @param otherwise the number of retries when the option is absent
     */
    public static RetryOptions withoutDeadLetters(
            Arguments arguments, String record, long otherwise) {
        return new RetryOptions(retries(arguments, record, otherwise), null);
    }

    /**
     * Declares {@code --retries}, by default 0, and {@code --dead-letter}.
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
        return new RetryOptions(retries, deadLetter);
    }

    private static Argument<Long> retries(Arguments arguments, String record, long otherwise) {
        return arguments
                .option(
                        "--retries",
                        "N",
                        "try a failed " + record + " again, at most N times",
                        CountConverter.FROM_ZERO)
                .orElse(otherwise);
    }

    /**
     * Declares that {@code --retries} and {@code --dead-letter} are allowed only together with
     * {@code prerequisite}. Omits {@code --dead-letter} if this option was not declared.
     */
    public void need(Arguments arguments, Argument<?> prerequisite) {
        arguments.needs(retries, prerequisite);
        if (deadLetter != null) {
            arguments.needs(deadLetter, prerequisite);
        }
    }

    /**
     * Returns the option {@code --retries}, not its value. A verb needs the option to refuse it for
     * an object that cannot redeliver records.
     */
    public Argument<Long> retries() {
        return retries;
    }

    /**
     * Returns the option {@code --dead-letter}, not its value. Returns null if the option was not
     * declared. A verb needs the option to refuse it for an object that does not support dead
     * letters.
     */
    public Argument<String> deadLetter() {
        return deadLetter;
    }

    /**
     * Returns the maximum number of retries of a record. The first run of the command for the
     * record is not a retry.
     */
    public long retries(ParsedArguments given) {
        return given.get(retries);
    }

    /**
     * Returns the name of the buffer or mailbox that gets the dead letters: the records for which
     * the last run of the command failed. The result is empty if the user gave no name.
     */
    public Optional<String> deadLetter(ParsedArguments given) {
        return deadLetter == null ? Optional.empty() : given.find(deadLetter);
    }
}
