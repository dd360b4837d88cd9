package ipckit.common.cli.output;

import java.io.OutputStream;

/**
 * Writes JSON as it comes: {@code json.object().field("name", "jobs").field("slots", 8).end()
 * .endLine()}.
 *
 * <p>Written here rather than taken from a library, because a short command prints one object, and
 * even a small generator (Jackson's streaming core, Gson's writer) loads dozens of classes for it;
 * writing, unlike reading, is a hundred lines that can be read whole. Nothing is indented: {@code
 * jq} does that better.
 *
 * <p>Structure is the caller's duty, apart from commas. Nesting is at most 63 deep.
 */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private final TextOutput out;

    /** One bit for each open level, the innermost lowest: whether it has an element already. */
    private long filled;

    /** One bit for each open level: whether it is an array. */
    private long arrays;

    private boolean named;

    JsonWriter(TextOutput out) {
        this.out = out;
    }

    /** One that writes to a stream of the caller's. */
    public static JsonWriter to(OutputStream stream) {
        return new JsonWriter(new TextOutput(stream));
    }

    /** Opens an object. */
    public JsonWriter object() {
        return open('{', 0);
    }

    /** Opens an array. */
    public JsonWriter array() {
        return open('[', 1);
    }

    /** Closes the innermost object or array. */
    public JsonWriter end() {
        out.print((arrays & 1) == 1 ? "]" : "}");
        arrays >>>= 1;
        filled >>>= 1;
        return this;
    }

    /** Ends a record with a newline and hands it to the reader. */
    public void endLine() {
        out.print("\n").flush();
        filled = 0;
    }

    /** Begins a member of an object; its value comes next. */
    public JsonWriter name(String name) {
        separate();
        quoted(name);
        out.print(":");
        named = true;
        return this;
    }

    /** A string, or null. */
    public JsonWriter value(String text) {
        separate();
        if (text == null) {
            out.print("null");
        } else {
            quoted(text);
        }
        return this;
    }

    /** A whole number. */
    public JsonWriter value(long number) {
        separate();
        out.print(Long.toString(number));
        return this;
    }

    /** A number; JSON has no infinities, so what is not finite becomes null. */
    public JsonWriter value(double number) {
        separate();
        out.print(Double.isFinite(number) ? Double.toString(number) : "null");
        return this;
    }

    /** True or false. */
    public JsonWriter value(boolean truth) {
        separate();
        out.print(truth ? "true" : "false");
        return this;
    }

    /** A member with a string, or null. */
    public JsonWriter field(String name, String text) {
        return name(name).value(text);
    }

    /** A member with a whole number. */
    public JsonWriter field(String name, long number) {
        return name(name).value(number);
    }

    /** A member with a number. */
    public JsonWriter field(String name, double number) {
        return name(name).value(number);
    }

    /** A member that is true or false. */
    public JsonWriter field(String name, boolean truth) {
        return name(name).value(truth);
    }

    /** A member with an instant, in ISO-8601. */
    public JsonWriter instant(String name, long epochMillis) {
        return name(name).value(Timestamps.iso(epochMillis));
    }

    private JsonWriter open(char bracket, int array) {
        separate();
        out.print(String.valueOf(bracket));
        filled <<= 1;
        arrays = arrays << 1 | array;
        return this;
    }

    private void separate() {
        if (named) {
            named = false;
            return;
        }
        if ((filled & 1) == 1) {
            out.print(",");
        }
        filled |= 1;
    }

    private void quoted(String text) {
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
        out.print(quoted.append('"'));
    }

    /** Half a character cannot be written in UTF-8. */
    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c)
                && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
