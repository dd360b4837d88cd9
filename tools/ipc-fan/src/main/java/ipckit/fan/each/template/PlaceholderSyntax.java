package ipckit.fan.each.template;

import ipckit.common.IpcException;
import ipckit.common.process.OwnCommandLine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides which texts in the words of a command are placeholders. All other text is literal, for
 * example <code>{print $1}</code> and <code>${x}</code>. Immutable.
 */
public final class PlaceholderSyntax {
    /** The maximum number of digits in a placeholder. */
    private static final int MOST_DIGITS = 9;

    /** The length of the longest placeholder: two braces, a number, and the longest suffix. */
    private static final int LONGEST = 2 + MOST_DIGITS + 2;

    /**
     * The only placeholder, if the user has chosen one with {@code --replace}; null if the usual
     * placeholders, such as <code>{}</code>, are replaced.
     */
    private final byte[] only;

    private final int positions;

    private PlaceholderSyntax(byte[] only, int positions) {
        this.only = only;
        this.positions = positions;
    }

    /**
     * Returns the syntax in which placeholders have braces: <code>{} {.} {/} {//} {/.} {#} {%}
     * </code>, and the first five of them with a number, for example <code>{2}</code> and <code>
     * {2/.}</code>.
     *
     * @param positions the largest number that a placeholder may have; 0 to have no placeholders
     *     with a number
     */
    public static PlaceholderSyntax braces(int positions) {
        return new PlaceholderSyntax(null, positions);
    }

    /**
     * Returns the syntax with a single placeholder, which stands for all values of the job.
     *
     * @throws IpcException USAGE if the text is empty
     */
    public static PlaceholderSyntax only(String placeholder) {
        if (placeholder.isEmpty()) {
            throw IpcException.usage("an empty text is no placeholder");
        }
        return new PlaceholderSyntax(OwnCommandLine.bytesOf(placeholder), 0);
    }

    /** Returns the parts of a word, in order. An empty word has no parts. */
    List<TemplatePart> parts(byte[] word) {
        List<TemplatePart> parts = new ArrayList<>(1);
        int literal = 0;
        for (int at = 0; at < word.length; ) {
            int end = end(word, at);
            TemplatePart placeholder = end < 0 ? null : placeholder(word, at, end);
            if (placeholder == null) {
                at++;
                continue;
            }
            addLiteral(word, literal, at, parts);
            parts.add(placeholder);
            at = end;
            literal = end;
        }
        addLiteral(word, literal, word.length, parts);
        return parts;
    }

    private static void addLiteral(byte[] word, int from, int to, List<TemplatePart> parts) {
        if (from < to) {
            parts.add(TemplatePart.literal(Arrays.copyOfRange(word, from, to)));
        }
    }

    /**
     * Finds the end of a text that is possibly a placeholder. The text begins at the index {@code
     * from} of a word. If the user has chosen a placeholder, only this placeholder is such a text.
     * Otherwise the text extends from an opening brace to the next closing brace, and has at most
     * {@link #LONGEST} bytes.
     *
     * @return the index after the text, or -1 if no such text begins at {@code from}
     */
    private int end(byte[] word, int from) {
        if (only != null) {
            int end = from + only.length;
            return end <= word.length && Arrays.equals(word, from, end, only, 0, only.length)
                    ? end
                    : -1;
        }
        if (word[from] == '{') {
            int limit = Math.min(word.length, from + LONGEST);
            for (int at = from + 1; at < limit; at++) {
                if (word[at] == '}') {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    /** Returns the placeholder {@code word[from, end)}, or null if this text is literal. */
    private TemplatePart placeholder(byte[] word, int from, int end) {
        if (only != null) {
            return TemplatePart.VALUES;
        }
        String inside = new String(word, from + 1, end - from - 2, StandardCharsets.ISO_8859_1);
        if (inside.equals("#")) {
            return TemplatePart.NUMBER;
        }
        if (inside.equals("%")) {
            return TemplatePart.SLOT;
        }
        int digits = 0;
        while (digits < inside.length() && isDigit(inside.charAt(digits))) {
            digits++;
        }
        ValueForm form = ValueForm.ofSuffix(inside.substring(digits));
        int position = digits == 0 ? 0 : position(inside.substring(0, digits));
        return form == null || position < 0 ? null : TemplatePart.values(form, position);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Parses the number in a placeholder such as <code>{2}</code>. Returns -1 if a placeholder must
     * not have this number.
     */
    private int position(String digits) {
        if (digits.length() > MOST_DIGITS || digits.charAt(0) == '0') {
            return -1;
        }
        int number = Integer.parseInt(digits);
        return number <= positions ? number : -1;
    }
}
