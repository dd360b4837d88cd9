package ipckit.common.cli.argument;

import ipckit.common.cli.value.Converter;

import java.util.List;

/**
 * One declared option or operand: the typed key under which its value is found in {@link
 * ParsedArguments}.
 *
 * @param <T> the type of the value
 */
public abstract sealed class Argument<T> permits SingleArgument, ListArgument {
    /** Where on the command line an argument stands. */
    public enum Place {
        FLAG,
        OPTION,
        OPERAND,
        /** After the first {@code --}, never searched for options. */
        COMMAND
    }

    public final Place place;

    /** What is typed for an option, as {@code -n, --count}; empty for the others. */
    final String names;

    /** How help calls the value. */
    public final String label;

    public final String help;
    private T fallback;
    private Completion completion = Completion.NONE;
    private boolean firstOnly;
    private List<String> examples;

    Argument(Place place, String names, String label, String help) {
        this.place = place;
        this.names = names;
        this.label = label;
        this.help = help;
    }

    /**
     * Gives the value that {@link ParsedArguments#get} has when nothing is given; help shows it.
     */
    public Argument<T> orElse(T value) {
        fallback = value;
        return this;
    }

    /** Sets what a shell completes the value to. */
    public Argument<T> completes(Completion kind) {
        completion = kind;
        return this;
    }

    /**
     * Sets what a shell completes the first word of a list to; it offers nothing for the others.
     */
    public Argument<T> completesFirst(Completion kind) {
        completion = kind;
        firstOnly = true;
        return this;
    }

    /** Sets words that a shell offers as a value. Other values stay possible. */
    public Argument<T> examples(String... words) {
        examples = List.of(words);
        return this;
    }

    /** What a shell completes the value to. */
    public final Completion completion() {
        return completion;
    }

    /** Whether a shell completes only the first word of a list. */
    public final boolean completesFirstOnly() {
        return firstOnly;
    }

    /** Words that a shell offers as a value: every choice of an enum, otherwise common values. */
    public final List<String> examples() {
        return examples == null ? converter().examples() : examples;
    }

    final T fallback() {
        return fallback;
    }

    /** The fewest words that must be given. */
    public abstract int least();

    /** Whether more than one word may be given. */
    public abstract boolean many();

    /** The converter of each word. */
    abstract Converter<?> converter();

    /** The value of the words given, of which there is at least one. */
    abstract T convert(List<String> words);

    /** The default value as help shows it, or null when there is none worth showing. */
    abstract String shownDefault();

    /** How messages call it: the long name of an option, the label of an operand. */
    final String title() {
        if (names.isEmpty()) {
            return label;
        }
        return names.substring(names.lastIndexOf(' ') + 1);
    }
}
