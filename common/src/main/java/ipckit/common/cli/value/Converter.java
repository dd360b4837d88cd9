package ipckit.common.cli.value;

import java.util.List;

/**
 * Converts the text of an argument to a value, and a value back to text for the help.
 * Implementations are immutable.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Converter<T> {
    /**
     * Converts a text.
     *
     * @throws ipckit.common.IpcException of category USAGE, with a message that quotes the text and
     *     shows a correct one; the parser puts the option's name before it
     */
    T convert(String text);

    /**
     * Words that a shell offers as a value: all possible ones of a choice, otherwise common ones.
     */
    default List<String> examples() {
        return List.of();
    }

    /** Returns a value as users type it; help shows defaults in this form. */
    default String show(T value) {
        return value.toString();
    }
}
