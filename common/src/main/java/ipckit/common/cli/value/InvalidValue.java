package ipckit.common.cli.value;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

/** The errors of converters, in the same words for every kind of value. */
final class InvalidValue {
    private InvalidValue() {}

    /**
     * Returns an exception with the message {@code 'abc' is not a size (examples: 4096, 4K, 1M)}.
     */
    static IpcException not(String what, String text, String examples) {
        return usage("'" + text + "' is not " + what + " (examples: " + examples + ")");
    }

    /** Returns an exception with the message {@code '0' is less than 1}. */
    static IpcException tooSmall(String text, String least) {
        return usage("'" + text + "' is less than " + least);
    }

    /** Returns an exception with the message {@code '9999' is more than 1024}. */
    static IpcException tooLarge(String text, String most) {
        return usage("'" + text + "' is more than " + most);
    }

    private static IpcException usage(String message) {
        return new IpcException(Category.USAGE, message);
    }
}
