package ipckit.mq.message;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.mailbox.Message;
import ipckit.common.process.OwnCommandLine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The template of {@code --format}. A conversion such as {@code %b} is replaced by a part of the
 * message. The escapes {@code \n}, {@code \t}, {@code \0} and {@code \\} have the same meaning as
 * in printf(1). Other text is printed unchanged. A template is immutable after it has been parsed.
 */
public final class MessageTemplate {
    /** A part of a template: literal text or a conversion. */
    private interface Part {
        void write(String mailbox, Message message, ByteArrayOutputStream out);
    }

    private final List<Part> parts = new ArrayList<>();

    /** The letters of all conversions, in the order of the template. */
    private final StringBuilder conversions = new StringBuilder();

    private MessageTemplate() {}

    /**
     * Parses a template.
     *
     * @throws IpcException USAGE when a conversion or an escape is unknown or incomplete
     */
    static MessageTemplate parse(String text) {
        MessageTemplate made = new MessageTemplate();
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '%' && c != '\\') {
                plain.append(c);
                continue;
            }
            if (++at == text.length()) {
                throw wrong("it ends in " + c);
            }
            char next = text.charAt(at);
            if (c == '\\') {
                plain.append(escaped(next));
            } else if (next == '%') {
                plain.append('%');
            } else {
                made.addText(plain);
                made.conversions.append(next);
                if (next == 'h') {
                    int close = text.indexOf('}', at);
                    if (!text.startsWith("{", at + 1) || close < 0) {
                        throw wrong("a header is written %h{KEY}");
                    }
                    String key = text.substring(at + 2, close);
                    made.parts.add(
                            (_, message, out) ->
                                    add(out, message.meta().headers().getOrDefault(key, "")));
                    at = close;
                } else {
                    made.parts.add(part(next));
                }
            }
        }
        made.addText(plain);
        return made;
    }

    private void addText(StringBuilder plain) {
        if (!plain.isEmpty()) {
            byte[] bytes = OwnCommandLine.bytesOf(plain.toString());
            parts.add((_, _, out) -> out.writeBytes(bytes));
            plain.setLength(0);
        }
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case '0' -> '\0';
            case '\\' -> '\\';
            default -> throw wrong("\\" + c + " is unknown");
        };
    }

    private static Part part(char letter) {
        return switch (letter) {
            case 'b' -> (_, message, out) -> out.writeBytes(message.body());
            case 's' -> (_, message, out) -> add(out, sender(message));
            case 'i' -> (_, message, out) -> add(out, Long.toString(message.number()));
            case 'p' -> (_, message, out) -> add(out, Integer.toString(message.priority()));
            case 'd' -> (_, message, out) -> add(out, Integer.toString(message.times()));
            case 't' -> (_, message, out) -> add(out, Timestamps.iso(message.sent()));
            case 'R' -> (_, message, out) -> add(out, message.meta().replyTo());
            case 'r' -> (_, message, out) -> add(out, message.receipt().toString());
            case 'm' -> (mailbox, _, out) -> out.writeBytes(ExactText.bytesOf(mailbox));
            default -> throw wrong("%" + letter + " is unknown");
        };
    }

    /** Returns the sender's name, or the sender's process ID if the sender gave no name. */
    public static String sender(Message message) {
        String name = message.meta().sender();
        return name.isEmpty() ? Long.toString(message.process()) : name;
    }

    private static void add(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static IpcException wrong(String what) {
        return new IpcException(
                Category.USAGE,
                what + "; the conversions are %b %s %i %p %d %t %R %r %m %h{KEY} and %%");
    }

    /**
     * Returns the letter of the template's first conversion that is not in {@code known}, or empty
     * if all conversions are known.
     */
    Optional<Character> firstConversionExcept(String known) {
        return conversions
                .chars()
                .filter(letter -> known.indexOf(letter) < 0)
                .mapToObj(letter -> (char) letter)
                .findFirst();
    }

    byte[] apply(String mailbox, Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(part -> part.write(mailbox, message, out));
        return out.toByteArray();
    }
}
