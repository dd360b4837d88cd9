package ipckit.common.cli.runner;

import ipckit.common.cli.argument.Arguments;

import java.util.List;
import java.util.function.Function;

/**
 * A verb: a subcommand of a program, for example {@code rm}. The {@link Command} of a verb is
 * constructed only when the verb runs or its help is printed. Therefore verbs that the user does
 * not call cost no start-up time.
 *
 * @param name the words of the verb, separated by single blanks; empty for the textbook form of a
 *     program: the verb that runs when the command line begins with an option
 * @param purpose what the verb does, in one line; begins with a capital letter and does not end in
 *     a full stop
 * @param maker constructs the command; usually a reference to the constructor, which declares the
 *     arguments
 * @param kind the kind of the verb, which decides whether help lists the verb, and whether the
 *     error message for a mistyped verb may propose it
 */
public record Verb(String name, String purpose, Function<Arguments, Command> maker, Kind kind) {
    /**
     * The kind of a verb. It decides whether help lists the verb, and whether the error message for
     * a mistyped verb may propose the verb.
     */
    public enum Kind {
        /** Help lists the verb, and the error message for a mistyped verb may propose it. */
        ORDINARY,
        /**
         * Help lists the verb, but the error message for a mistyped verb does not propose it,
         * because the verb consumes or deletes something.
         */
        DESTRUCTIVE,
        /** Neither help nor the error message for a mistyped verb mentions the verb. */
        INTERNAL
    }

    /**
     * Declares a verb for users, of the kind {@link Kind#ORDINARY}. If the verb consumes or deletes
     * something, the caller must call {@link #destructive} and use the returned copy.
     */
    public Verb(String name, String purpose, Function<Arguments, Command> maker) {
        this(name, purpose, maker, Kind.ORDINARY);
    }

    /**
     * Declares a verb for the program's own use. The program starts itself again as another
     * process, and gives this verb to that process.
     */
    public static Verb internal(String name, Function<Arguments, Command> maker) {
        return new Verb(name, "Part of another verb", maker, Kind.INTERNAL);
    }

    /**
     * Declares the textbook form of a program: the verb that runs when the user gives options but
     * no verb, as in {@code ipc-chain -n 4}. The program then behaves like an example program in a
     * textbook on operating systems.
     */
    public static Verb textbook(String purpose, Function<Arguments, Command> maker) {
        return new Verb("", purpose, maker);
    }

    /** Returns a copy of this verb of the kind {@link Kind#DESTRUCTIVE}. */
    public Verb destructive() {
        return new Verb(name, purpose, maker, Kind.DESTRUCTIVE);
    }

    /** Returns whether help and completions mention this verb. */
    public boolean shown() {
        return kind != Kind.INTERNAL;
    }

    /** Returns the number of words in the verb's name. */
    int words() {
        int words = name.isEmpty() ? 0 : 1;
        for (int i = 0; i < name.length(); i++) {
            words += name.charAt(i) == ' ' ? 1 : 0;
        }
        return words;
    }

    /** Returns whether a command line begins with the words of the verb's name. */
    boolean matches(List<String> line) {
        int words = words();
        return words == 1
                ? name.equals(line.getFirst())
                : line.size() >= words && name.equals(String.join(" ", line.subList(0, words)));
    }
}
