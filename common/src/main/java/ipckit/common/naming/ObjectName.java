package ipckit.common.naming;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.util.List;

/**
 * The name of an object: a letter or digit, then letters, digits, {@code . _ -}, all of them ASCII;
 * at most {@value #MAX_LENGTH} bytes. So a name is always one component of a path, never hidden,
 * never {@code ..}, never taken for an option, and leaves room for the private names made from it.
 *
 * @param text the name itself
 */
public record ObjectName(String text) implements Comparable<ObjectName> {
    /** The longest name, in bytes (and characters, as they are ASCII). */
    public static final int MAX_LENGTH = 200;

    private static final int SHOWN_LENGTH = 80;
    private static final List<String> KNOWN_SCHEMES = List.of("local", "sysv", "posix", "nats");

    /**
     * @throws IpcException USAGE, if the text is not a legal name
     */
    public ObjectName {
        String fault = faultOf(text);
        if (fault != null) {
            throw new IpcException(
                    Category.USAGE, "illegal name '" + printable(text) + "': " + fault);
        }
    }

    /**
     * The name in an argument like {@code jobs} or {@code local:jobs}.
     *
     * @param argument what the user wrote
     * @param schemes those that the caller takes and that mean its only engine, without the colon
     * @param refusal said of a scheme that other programs of the kit take, for example
     *     "ipc-prodcons knows only local buffers"
     * @throws IpcException USAGE, if the scheme is another or the name is not legal
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
        throw new IpcException(Category.USAGE, printable(argument) + ": " + why);
    }

    /** Whether the text is a legal name. */
    public static boolean isLegal(String text) {
        return faultOf(text) == null;
    }

    /** In the order of ASCII. */
    @Override
    public int compareTo(ObjectName other) {
        return text.compareTo(other.text);
    }

    /** The name itself. */
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

    /** Fit for one line of a terminal: control characters as question marks, long text cut. */
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
