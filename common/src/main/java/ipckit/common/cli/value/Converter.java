package ipckit.common.cli.value;

import java.util.List;

/**
 * Converts the text of an argument to a value, and a value back to text for the help page.
 * Implementations are immutable.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Converter<T> {
    /**
     * Converts a text.
     *
     * @throws ipckit.common.IpcException of category USAGE if the text is not valid. The message
     *     quotes the text and shows correct examples. The parser puts the name of the option before
     *     the message.
     */
    T convert(String text);

    /**
     * Returns the values that shell completion offers: all accepted values if there are only a few,
     * otherwise common values. By default, the list is empty.
     */
    default List<String> examples() {
        return List.of();
    }

    /**
     * Returns the text that users type for a value. The help page shows default values in this
     * form.
     */
    default String show(T value) {
        return value.toString();
    }
}
