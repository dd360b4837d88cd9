package ipckit.common.cli.output;

import java.io.OutputStream;

/**
 * Writes JSON element by element: {@code json.object().field("name", "jobs").field("slots",
 * 8).end().endLine()}.
 *
 * <p>No library is used, because even a small library (Jackson's streaming core, Gson's writer)
 * loads dozens of classes, and a program that prints one object would load them at each start. The
 * output is not indented; users can pipe it to {@code jq}.
 *
 * <p>The writer adds commas but does not check whether the calls form valid JSON. The caller may
 * nest at most 63 objects and arrays in each other. A writer belongs to one thread.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final TextOutput out;

    /**
     * One bit for each open object or array. The lowest bit stands for the innermost object or
     * array. A bit is set if the object or array has an element already.
     */
    private long filled;

    /**
     * One bit for each open object or array. The lowest bit stands for the innermost object or
     * array. A bit is set for an array, and not set for an object.
     */
    private long arrays;

    private boolean named;

    JsonWriter(TextOutput out) {
        this.out = out;
    }

    /** Returns a writer to a stream. */
    public static JsonWriter to(OutputStream stream) {
        return new JsonWriter(new TextOutput(stream));
    }

    /** Opens an object. */
    public JsonWriter object() {
        return open("{", 0);
    }

    /** Opens an array. */
    public JsonWriter array() {
        return open("[", 1);
    }

    /** Closes the innermost object or array. */
    public JsonWriter end() {
        out.print((arrays & 1) == 1 ? "]" : "}");
        arrays >>>= 1;
        filled >>>= 1;
        return this;
    }

    /** Ends a complete JSON value: writes a newline and flushes the output. */
    public void endLine() {
        out.print("\n").flush();
        filled = 0;
    }

    /**
     * Writes the name of a member of an object. The next call must write the value of the member.
     */
    public JsonWriter name(String name) {
        element(quoted(name)).out.print(":");
        named = true;
        return this;
    }

    /** Writes a string. Writes {@code null} if the text is null. */
    public JsonWriter value(String text) {
        return element(text == null ? "null" : quoted(text));
    }

    /** Writes a whole number. */
    public JsonWriter value(long number) {
        return element(Long.toString(number));
    }

    /** Writes a number. Writes {@code null} for NaN and the infinities, because JSON lacks them. */
    public JsonWriter value(double number) {
        return element(Double.isFinite(number) ? Double.toString(number) : "null");
    }

    /** Writes true or false. */
    public JsonWriter value(boolean truth) {
        return element(truth ? "true" : "false");
    }

    /** Writes a member whose value is a string, or {@code null} if the text is null. */
    public JsonWriter field(String name, String text) {
        return name(name).value(text);
    }

    /** Writes a member whose value is a whole number. */
    public JsonWriter field(String name, long number) {
        return name(name).value(number);
    }

    /**
     * Writes a member whose value is a number. The value is {@code null} for NaN and the
     * infinities, because JSON lacks them.
     */
    public JsonWriter field(String name, double number) {
        return name(name).value(number);
    }

    /** Writes a member whose value is true or false. */
    public JsonWriter field(String name, boolean truth) {
        return name(name).value(truth);
    }

    /**
     * Writes a member whose value is an instant in the form of ISO-8601.
     *
     * @param epochMillis the instant in milliseconds since 1970
     */
    public JsonWriter instant(String name, long epochMillis) {
        return name(name).value(Timestamps.iso(epochMillis));
    }

    private JsonWriter open(String bracket, int array) {
        element(bracket);
        filled <<= 1;
        arrays = arrays << 1 | array;
        return this;
    }

    /** Writes the text, with a comma before it where JSON requires one. */
    private JsonWriter element(CharSequence text) {
        if (!named) {
            out.print((filled & 1) == 1 ? "," : "");
            filled |= 1;
        }
        named = false;
        out.print(text);
        return this;
    }

    private static CharSequence quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append("\\u00")
                                .append(HEX.charAt(c >> 4))
                                .append(HEX.charAt(c & 15));
                    } else {
                        quoted.append(isLoneSurrogate(text, i) ? '\ufffd' : c);
                    }
                }
            }
        }
        return quoted.append('"');
    }

    /**
     * Returns whether the character at index {@code at} is an unpaired surrogate. UTF-8 cannot
     * encode such a character.
     */
    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
