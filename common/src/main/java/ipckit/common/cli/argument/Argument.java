package ipckit.common.cli.argument;

import ipckit.common.cli.value.Converter;

import java.util.ArrayList;
import java.util.List;

/**
 * A declared part of the command line: an option, an operand (a word that belongs to no option), or
 * the command after {@code --}. An instance is also the key by which {@link ParsedArguments}
 * returns the argument's value.
 *
 * @param <T> the type of the value
 */
public final class Argument<T> {
    /** The form in which an argument is written on the command line. */
    public enum Place {
        /** An option without a value. */
        FLAG,
        /** An option with a value. */
        OPTION,
        /** A word that is neither an option, nor the value of an option, nor part of a command. */
        OPERAND,
        /**
         * The words of a command. They follow the first {@code --}, and are never taken as options.
         */
        COMMAND
    }

    private final Place place;
    private final List<String> names;
    private final String label;
    private final String help;
    private final Converter<?> converter;
    private Completion completion = Completion.NONE;
    private boolean firstOnly;
    private boolean hiddenInHelp;
    private List<String> examples;
    private T fallback;
    private boolean many;
    private int leastOfMany;

    /**
     * Declares an argument whose value is not a list. {@link #list} declares an argument whose
     * value is a list.
     *
     * @param names the names of an option, as {@code "-n, --count"}; empty for an operand or a
     *     command
     * @param converter converts a word of the command line to the value
     */
    Argument(Place place, String names, String label, String help, Converter<?> converter) {
        this.place = place;
        this.names = split(names);
        this.label = label;
        this.help = help;
        this.converter = converter;
    }

    /**
     * Declares an argument whose value is a list. Each word that the user gives for this argument
     * becomes one element. If the user may omit the argument and gives no word for it, the list is
     * empty.
     *
     * @param element converts a word to an element
     * @param least the smallest number of words that the user must give
     */
    static <E> Argument<List<E>> list(
            Place place, String names, String label, String help, Converter<E> element, int least) {
        Argument<List<E>> list = new Argument<>(place, names, label, help, element);
        list.many = true;
        list.leastOfMany = least;
        return list.orElse(List.of());
    }

    // Splits the names at each comma with a blank behind it. String.split is not used, because it
    // would slow down the start of every program.
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

    /**
     * Sets the default, which is the value when the argument is absent. Help shows the default of
     * an option or operand whose value is not a list.
     */
    public Argument<T> orElse(T value) {
        fallback = value;
        return this;
    }

    /**
     * Sets the kind of words, for example file names, that shell completion offers for this
     * argument.
     */
    public Argument<T> completes(Completion kind) {
        completion = kind;
        return this;
    }

    /**
     * Sets the kind of words, for example file names, that shell completion offers for the first
     * word of a list. For the other words of the list, shell completion offers nothing.
     */
    public Argument<T> completesFirst(Completion kind) {
        firstOnly = true;
        return completes(kind);
    }

    /**
     * Leaves the option out of the help page of its verb. Shell completion and the manual page
     * still contain the option. Only a rarely used option should be hidden, and only if the help
     * page of a group of verbs describes it.
     */
    public Argument<T> hideInHelp() {
        hiddenInHelp = true;
        return this;
    }

    /** Returns whether the help page leaves the option out. */
    public boolean isHiddenInHelp() {
        return hiddenInHelp;
    }

    /** Sets values that a shell offers as examples. The user may also give other values. */
    public Argument<T> examples(String... values) {
        examples = List.of(values);
        return this;
    }

    /** Returns the form in which the argument is written on the command line. */
    public Place place() {
        return place;
    }

    /**
     * Returns the names of an option with their hyphens; the long name is last. Returns an empty
     * list for an operand or a command.
     */
    public List<String> names() {
        return names;
    }

    /** Returns the label that stands for the value in help, for example {@code SIZE}. */
    public String label() {
        return label;
    }

    /** Returns the description in help: one line without a final full stop. */
    public String help() {
        return help;
    }

    /**
     * Returns the kind of words that a shell offers when the user asks for completion of the value.
     */
    public Completion completion() {
        return completion;
    }

    /**
     * Returns true if shell completion helps only with the first word of a list. Returns false if
     * it helps with every word.
     */
    public boolean completesFirstOnly() {
        return firstOnly;
    }

    /**
     * Returns the example values that a shell offers. For an option that {@link Arguments#choice}
     * declares, these are all accepted values.
     */
    public List<String> examples() {
        return examples == null ? converter.examples() : examples;
    }

    /** Returns the smallest number of words that the user must give for this argument. */
    public int least() {
        if (many) {
            return leastOfMany;
        }
        return place == Place.OPERAND && fallback == null ? 1 : 0;
    }

    /**
     * Returns whether the value is a list. If the value is not a list and the user gives several
     * words, only the last word counts.
     */
    public boolean many() {
        return many;
    }

    /**
     * Converts the words that the user gave for this argument to the argument's value. There must
     * be at least one word.
     */
    @SuppressWarnings("unchecked")
    T convert(List<String> words) {
        if (!many) {
            return (T) converter.convert(words.getLast());
        }
        List<Object> values = new ArrayList<>(words.size());
        for (String word : words) {
            values.add(converter.convert(word));
        }
        return (T) List.copyOf(values);
    }

    /** Returns the text that help shows for the default, or null if help shows no default. */
    @SuppressWarnings("unchecked")
    String shownDefault() {
        return many || place == Place.FLAG || fallback == null
                ? null
                : ((Converter<T>) converter).show(fallback);
    }

    /** Returns the default, or null if the argument has no default. */
    T fallback() {
        return fallback;
    }

    /**
     * Returns the name of the argument in error messages: the long name of an option, or the label
     * of an operand or of the command.
     */
    String title() {
        return names.isEmpty() ? label : names.getLast();
    }
}
