package ipckit.common.cli.value;

import ipckit.common.IpcException;

/**
 * Creates the exceptions that converters throw for invalid values, so that the messages of all
 * converters have the same form.
 */
final class InvalidValue {
    private InvalidValue() {}

    /**
     * Returns the exception for a text that a converter cannot parse. For a negative number, such
     * as {@code -1} or {@code -2s}, the message has the form {@code '-1' is less than 0}, because
     * the text is well-formed apart from its sign.
     *
     * @param least the smallest accepted value, as users type it
     */
    static IpcException malformed(String what, String text, String least, String examples) {
        boolean isNegative = text.startsWith("-") && DecimalDigits.endOfDigits(text, 1) > 1;
        return isNegative ? tooSmall(text, least) : not(what, text, examples);
    }

    /**
     * Returns an exception whose message has the form {@code 'abc' is not a size (examples: 4096,
     * 4K, 1M)}.
     */
    static IpcException not(String what, String text, String examples) {
        return IpcException.usage(
                "'" + text + "' is not " + what + " (examples: " + examples + ")");
    }

    /** Returns an exception whose message has the form {@code '0' is less than 1}. */
    static IpcException tooSmall(String text, String least) {
        return IpcException.usage("'" + text + "' is less than " + least);
    }

    /** Returns an exception whose message has the form {@code '9999' is more than 1024}. */
    static IpcException tooLarge(String text, String most) {
        return IpcException.usage("'" + text + "' is more than " + most);
    }
}
