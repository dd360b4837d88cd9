package ipckit.common.cli.argument;

import ipckit.common.cli.value.Converter;

import java.util.ArrayList;
import java.util.List;

/**
 * A declared option or operand, and the typed key of its value in {@link ParsedArguments}.
 *
 * @param <T> the type of the value
 */
public abstract sealed class Argument<T> permits SingleArgument, ListArgument {
    /** Where on the command line an argument stands. */
    public enum Place {
        /** An option without a value. */
        FLAG,
        /** An option with a value. */
        OPTION,
        /** A word that is neither an option nor the value of one. */
        OPERAND,
        /** The words after the first {@code --}, which are never searched for options. */
        COMMAND
    }

    private final Place place;
    private final List<String> names;
    private final String label;
    private final String help;
    private final Converter<?> converter;
    private Completion completion = Completion.NONE;
    private boolean firstOnly;
    private List<String> examples;
    private T fallback;

    /**
     * @param names of an option, as {@code "-n, --count"}; otherwise empty
     * @param converter of each word
     */
    Argument(Place place, String names, String label, String help, Converter<?> converter) {
        this.place = place;
        this.names = split(names);
        this.label = label;
        this.help = help;
        this.converter = converter;
    }

    // Cheaper at start-up than String.split.
    private static List<String> split(String names) {
        if (names.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>(2);
        int from = 0;
        for (int comma = names.indexOf(", "); comma >= 0; comma = names.indexOf(", ", from)) {
            all.add(names.substring(from, comma));
            from = comma + 2;
        }
        all.add(names.substring(from));
        return all;
    }

    /** Sets the default: the value when the argument is absent. Help shows it. */
    public Argument<T> orElse(T value) {
        fallback = value;
        return this;
    }

    /** Sets what a shell completes each word to. */
    public Argument<T> completes(Completion kind) {
        completion = kind;
        return this;
    }

    /** Sets what a shell completes the first word of a list to; the other words get no offer. */
    public Argument<T> completesFirst(Completion kind) {
        firstOnly = true;
        return completes(kind);
    }

    /** Sets values that a shell offers as examples; the user may give others. */
    public Argument<T> examples(String... values) {
        examples = List.of(values);
        return this;
    }

    /** Where on the command line the argument stands. */
    public final Place place() {
        return place;
    }

    /** The names of an option with their hyphens, the long one last; empty for the others. */
    public final List<String> names() {
        return names;
    }

    /** The label of the value in help. */
    public final String label() {
        return label;
    }

    /** The description in help, one line without a final full stop. */
    public final String help() {
        return help;
    }

    /** The kind of words that a shell offers for the value. */
    public final Completion completion() {
        return completion;
    }

    /** Whether a shell completes only the first word of a list. */
    public final boolean completesFirstOnly() {
        return firstOnly;
    }

    /** The values that a shell offers: all those of a choice, examples of another kind. */
    public final List<String> examples() {
        return examples == null ? converter.examples() : examples;
    }

    /** The fewest words that the user must give. */
    public abstract int least();

    /** Whether the value is a list, so that each word counts; otherwise the last one counts. */
    public abstract boolean many();

    /** Converts the words that the user gave, at least one. */
    abstract T convert(List<String> words);

    /** The default as help shows it, or null when help shows none. */
    abstract String shownDefault();

    /** The default, or null. */
    final T fallback() {
        return fallback;
    }

    /**
     * Returns the name of the argument in messages: the long name of an option, the label of an
     * operand.
     */
    final String title() {
        return names.isEmpty() ? label : names.getLast();
    }
}
