package ipckit.common.cli.option;

import ipckit.common.cli.argument.Argument;
import ipckit.common.cli.argument.Arguments;
import ipckit.common.cli.argument.Completion;
import ipckit.common.cli.argument.ParsedArguments;
import ipckit.common.cli.value.CountConverter;

import java.util.Optional;

/**
 * The options for a record whose command failed: {@code --retries}, and {@code --dead-letter} if
 * the records come from a shared object.
 */
public final class RetryOptions {
    private final Argument<Long> retries;
    private final Argument<String> deadLetter;

    private RetryOptions(Argument<Long> retries, Argument<String> deadLetter) {
        this.retries = retries;
        this.deadLetter = deadLetter;
    }

    /**
     * Declares {@code --retries}.
     *
     * @param record the program's word for a record, in the singular
     * @param otherwise the number of retries when the option is absent
     */
    public static RetryOptions withoutDeadLetters(
            Arguments arguments, String record, long otherwise) {
        return new RetryOptions(retries(arguments, record, otherwise), null);
    }

    /**
     * Declares {@code --retries}, by default 0, and {@code --dead-letter}.
     *
     * @param record the program's word for a record, in the singular
     * @param object the program's word for an object that stores records, in the singular
     * @param completion the kind of object that a shell offers for {@code --dead-letter}
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

    /** Makes it an error to give any of the options without {@code prerequisite}. */
    public void need(Arguments arguments, Argument<?> prerequisite) {
        arguments.needs(retries, prerequisite);
        if (deadLetter != null) {
            arguments.needs(deadLetter, prerequisite);
        }
    }

    /** Returns the option {@code --retries}, for rules with other options. */
    public Argument<Long> retries() {
        return retries;
    }

    /**
     * Returns the option {@code --dead-letter}, for rules with other options; null if it was not
     * declared.
     */
    public Argument<String> deadLetter() {
        return deadLetter;
    }

    /** Returns how many times a failed record is tried again. */
    public long retries(ParsedArguments given) {
        return given.get(retries);
    }

    /** Returns the object for dead letters that the user named, if any. */
    public Optional<String> deadLetter(ParsedArguments given) {
        return deadLetter == null ? Optional.empty() : given.find(deadLetter);
    }
}
