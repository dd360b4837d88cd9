package ipckit.common.cli.value;

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

    /** How help shows a default value: as one would type it. */
    default String show(T value) {
        return value.toString();
    }
}
