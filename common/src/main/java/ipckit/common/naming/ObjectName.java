package ipckit.common.naming;

import ipckit.common.IpcException;

import java.util.List;

/**
 * The name of an object: a letter or digit, followed by letters, digits, {@code . _ -}. All
 * characters are ASCII, and a name has at most {@value #MAX_LENGTH} bytes. A name is therefore
 * always one component of a path, is not hidden, is not {@code ..}, and cannot be mistaken for an
 * option. The limit of the length leaves room for the other parts of temporary names, such as
 * {@code .new-<name>-<pid>-<number>}.
 *
 * @param text the text of the name
 */
public record ObjectName(String text) implements Comparable<ObjectName> {
    /** The largest number of bytes in a name. Each character is one byte. */
    public static final int MAX_LENGTH = 200;

    private static final int SHOWN_LENGTH = 80;
    private static final List<String> KNOWN_SCHEMES =
            List.of("local", "port", "sysv", "posix", "nats");

    /**
     * Checks the name.
     *
     * @throws IpcException USAGE if the text is not a legal name
     */
    public ObjectName {
        String fault = faultOf(text);
        if (fault != null) {
            throw IpcException.usage("illegal name '" + printable(text) + "': " + fault);
        }
    }

    /**
     * Returns the name in an argument such as {@code jobs} or {@code local:jobs}. In the second
     * form, {@code local} is the scheme.
     *
     * @param argument the text given by the user
     * @param schemes the schemes that the caller accepts, without the colon
     * @param refusal the error message for a scheme that other tools accept but the caller does
     *     not, for example "ipc-prodcons knows only local buffers"
     * @throws IpcException USAGE if the scheme is not accepted or the name is not legal
     */
    public static ObjectName parse(String argument, List<String> schemes, String refusal) {
        int colon = argument.indexOf(':');
        if (colon < 0) {
            return new ObjectName(argument);
        }
        String scheme = argument.substring(0, colon);
        if (schemes.contains(scheme)) {
            return new ObjectName(argument.substring(colon + 1));
        }
        String why =
                KNOWN_SCHEMES.contains(scheme) ? refusal : "no such scheme: " + printable(scheme);
        throw IpcException.usage(printable(argument) + ": " + why);
    }

    /** Returns whether the text is a legal name. */
    public static boolean isLegal(String text) {
        return faultOf(text) == null;
    }

    /** Compares names in the order of ASCII. */
    @Override
    public int compareTo(ObjectName other) {
        return text.compareTo(other.text);
    }

    /**
     * Returns whether the other object is a name with the same text. Without this definition, the
     * compiler would generate an {@code equals} for the record. The first call of such a generated
     * method takes 8 ms, which would delay the start of many programs.
     */
    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectName that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Returns the text of the name. */
    @Override
    public String toString() {
        return text;
    }

    private static String faultOf(String text) {
        if (text.isEmpty()) {
            return "it is empty";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && !(i > 0 && (c == '.' || c == '_' || c == '-'))) {
                return i == 0
                        ? "a name begins with a letter or digit (ASCII)"
                        : "a name has letters, digits (ASCII) and . _ - only";
            }
        }
        return text.length() > MAX_LENGTH ? "a name has at most " + MAX_LENGTH + " bytes" : null;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /**
     * Returns the text in a form that fits one line of a terminal. Control characters become
     * question marks, and a long text is shortened.
     */
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (i == SHOWN_LENGTH) {
                return shown.append("...").toString();
            }
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) ? '?' : c);
        }
        return shown.toString();
    }
}
