package ipckit.common.cli.output;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON object. Accepts exactly the texts that RFC 8259 allows, except that a name may occur
 * only once in an object, and that values may be nested at most 100 levels deep. No JSON library is
 * used, because a library would make the program larger and its first use slower.
 *
 * <p>Each JSON value becomes an object of Java: {@link Map}, {@link List}, {@link String}, {@link
 * Double}, {@link Boolean}, or null.
 */
public final class JsonReader {
    private static final int DEEPEST = 100;
    private static final int END = -1;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";
    private static final int HEX_DIGITS = 4;
    private static final int HEX = 16;
    private static final int LAST_ASCII = 0x7f;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a text that consists of one object.
     *
     * @return the members of the object in their order
     * @throws ParseException if the text is not a JSON object. The error offset is the index of the
     *     first character that cannot belong to an object. If the text ends before its object is
     *     complete, the error offset is the length of the text.
     */
    public static Map<String, Object> object(String text) throws ParseException {
        JsonReader reader = new JsonReader(text);
        reader.skipBlanks();
        Map<String, Object> object = reader.object();
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.unexpected();
        }
        return object;
    }

    private Map<String, Object> object() throws ParseException {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (accept('}')) {
            return members;
        }
        do {
            skipBlanks();
            int start = at;
            String name = string();
            if (members.containsKey(name)) {
                throw new ParseException("a name occurs twice at column " + (start + 1), start);
            }
            skipBlanks();
            expect(':');
            members.put(name, value());
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<Object> array() throws ParseException {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (accept(','));
        expect(']');
        return elements;
    }

    /** Reads a value and the blanks around the value. */
    private Object value() throws ParseException {
        skipBlanks();
        if (depth == DEEPEST) {
            throw new ParseException("values are nested too deeply", at);
        }
        depth++;
        Object value =
                switch (next()) {
                    case '{' -> object();
                    case '[' -> array();
                    case '"' -> string();
                    case 't' -> literal("true", Boolean.TRUE);
                    case 'f' -> literal("false", Boolean.FALSE);
                    case 'n' -> literal("null", null);
                    default -> number();
                };
        depth--;
        skipBlanks();
        return value;
    }

    private Object literal(String word, Object value) throws ParseException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
        return value;
    }

    private Double number() throws ParseException {
        int start = at;
        take('-');
        if (!take('0')) {
            digits();
        }
        if (take('.')) {
            digits();
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            digits();
        }
        return Double.valueOf(text.substring(start, at));
    }

    private void digits() throws ParseException {
        if (!isDigit(next())) {
            throw unexpected();
        }
        while (isDigit(next())) {
            at++;
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private String string() throws ParseException {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (!take('"')) {
            int c = next();
            if (c < ' ') {
                throw unexpected();
            }
            at++;
            string.append(c == '\\' ? escaped() : (char) c);
        }
        return string.toString();
    }

    private char escaped() throws ParseException {
        int index = ESCAPES.indexOf(next());
        if (index >= 0) {
            at++;
            return ESCAPED.charAt(index);
        }
        expect('u');
        int code = 0;
        for (int i = 0; i < HEX_DIGITS; i++) {
            int digit = next() > LAST_ASCII ? -1 : Character.digit(next(), HEX);
            if (digit < 0) {
                throw unexpected();
            }
            code = code * HEX + digit;
            at++;
        }
        return (char) code;
    }

    /**
     * Skips blanks. If the next character is {@code c}, skips it, too, and returns true. Otherwise
     * returns false.
     */
    private boolean accept(char c) {
        skipBlanks();
        return take(c);
    }

    private boolean take(char c) {
        boolean isNext = next() == c;
        at += isNext ? 1 : 0;
        return isNext;
    }

    private void expect(char c) throws ParseException {
        if (!take(c)) {
            throw unexpected();
        }
    }

    private void skipBlanks() {
        while (next() == ' ' || next() == '\t' || next() == '\n' || next() == '\r') {
            at++;
        }
    }

    private int next() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private ParseException unexpected() {
        return next() == END
                ? new ParseException("the text ends within a value", at)
                : new ParseException("unexpected character at column " + (at + 1), at);
    }
}
