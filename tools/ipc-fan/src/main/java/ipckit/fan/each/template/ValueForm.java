package ipckit.fan.each.template;

import java.util.Arrays;

/**
 * The part of a value that a placeholder selects. The value is treated as the path of a file. Each
 * form has the same result as in GNU parallel. Only bytes are compared, so a value may have any
 * encoding.
 */
enum ValueForm {
    /** The complete value. */
    WHOLE(""),
    /**
     * The value without its extension, which is the last dot of the last component and all bytes
     * after that dot. The value {@code a.tar.gz} becomes {@code a.tar}, {@code .bashrc} becomes
     * empty, and {@code a.b/c} is unchanged.
     */
    WITHOUT_EXTENSION("."),
    /**
     * The last component: the bytes after the last slash. If the value ends in a slash, this
     * component is empty.
     */
    BASENAME("/"),
    /** The directory of the file, as dirname(1) prints it. */
    DIRECTORY("//"),
    /** The last component without its extension. */
    BASENAME_WITHOUT_EXTENSION("/.");

    private static final byte[] ROOT = {'/'};
    private static final byte[] HERE = {'.'};

    /** All forms. The method {@code values()} would copy its array at each call. */
    private static final ValueForm[] ALL = values();

    private final String suffix;

    ValueForm(String suffix) {
        this.suffix = suffix;
    }

    /**
     * Returns the form that a placeholder selects, or null if no placeholder has this suffix.
     *
     * @param suffix the text of the placeholder before the closing brace, without the number
     */
    static ValueForm ofSuffix(String suffix) {
        for (ValueForm form : ALL) {
            if (form.suffix.equals(suffix)) {
                return form;
            }
        }
        return null;
    }

    /** Returns the part of {@code value} that this form selects. */
    byte[] of(byte[] value) {
        return switch (this) {
            case WHOLE -> value;
            case WITHOUT_EXTENSION -> withoutExtension(value);
            case BASENAME -> basename(value);
            case DIRECTORY -> directory(value);
            case BASENAME_WITHOUT_EXTENSION -> withoutExtension(basename(value));
        };
    }

    private static byte[] withoutExtension(byte[] value) {
        for (int i = value.length - 1; i >= 0 && value[i] != '/'; i--) {
            if (value[i] == '.') {
                return Arrays.copyOf(value, i);
            }
        }
        return value;
    }

    private static byte[] basename(byte[] value) {
        return Arrays.copyOfRange(value, afterLastSlash(value, value.length), value.length);
    }

    private static byte[] directory(byte[] value) {
        int end = withoutTrailingSlashes(value, value.length);
        if (end == 0) {
            return value.length == 0 ? HERE : ROOT;
        }
        int component = afterLastSlash(value, end);
        if (component == 0) {
            return HERE;
        }
        int length = withoutTrailingSlashes(value, component);
        return length == 0 ? ROOT : Arrays.copyOf(value, length);
    }

    /** Returns the index after the last slash of the first {@code end} bytes; 0 without a slash. */
    private static int afterLastSlash(byte[] value, int end) {
        int at = end;
        while (at > 0 && value[at - 1] != '/') {
            at--;
        }
        return at;
    }

    /** Returns the length of the first {@code end} bytes without the slashes at their end. */
    private static int withoutTrailingSlashes(byte[] value, int end) {
        int length = end;
        while (length > 0 && value[length - 1] == '/') {
            length--;
        }
        return length;
    }
}
