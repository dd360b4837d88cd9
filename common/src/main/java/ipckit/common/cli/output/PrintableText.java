package ipckit.common.cli.output;

import ipckit.common.ExactText;

/**
 * Replaces two kinds of characters by visible escapes. The first kind is control characters, so
 * that the text stays on one line and cannot control the terminal. The second kind is the
 * characters by which {@link ExactText} represents bytes that are not UTF-8. The text may contain
 * untrusted input, such as file names and the content of damaged objects.
 */
public final class PrintableText {
    private static final String HEX = "0123456789abcdef";
    private static final int LAST_C0 = 0x1f;
    private static final int DELETE = 0x7f;
    private static final int LAST_C1 = 0x9f;

    private PrintableText() {}

    /**
     * Returns the text with visible escapes for control characters and for bytes that are not
     * UTF-8.
     */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            boolean isControl = c <= LAST_C0 || c >= DELETE && c <= LAST_C1;
            if (!isControl && !ExactText.isByte(c)) {
                line.appendCodePoint(c);
            } else if (c == '\n') {
                line.append("\\n");
            } else if (c == '\t') {
                line.append("\\t");
            } else {
                line.append("\\x").append(HEX.charAt(c >> 4 & 0xf)).append(HEX.charAt(c & 0xf));
            }
        }
        return line.toString();
    }
}
