package ipckit.common.cli.value;

import java.util.List;

/**
 * Turns the text of one argument into a value, and back for the help. Implementations are stateless
 * or immutable.
 *
 * @param <T> what the text becomes
 */
@FunctionalInterface
public interface Converter<T> {
    /**
     * The value that the text stands for.
     *
     * @throws ipckit.common.IpcException of category USAGE, with a message that quotes the text and
     *     shows what would be right; the runner puts the option's name before it
     */
    T convert(String text);

    /**
     * Words that a shell offers as a value: all possible ones of a choice, otherwise common ones.
     */
    default List<String> examples() {
        return List.of();
    }

    /** How help shows a default value: as one would type it. */
    default String show(T value) {
        return value.toString();
    }
}
