package ipckit.mq.message;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.cli.value.Converter;
import ipckit.common.mailbox.Message;
import ipckit.common.process.OwnCommandLine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a received message is to be written: text in which {@code %b} and its like stand for what the
 * message has, and {@code \n}, {@code \t}, {@code \0} and {@code \\} for what a shell's printf has
 * them for.
 */
public final class MessageTemplate {
    /** One piece of it. */
    private interface Part {
        void write(String mailbox, Message message, ByteArrayOutputStream out);
    }

    private final List<Part> parts = new ArrayList<>();

    /** What stands behind each per cent sign that asks for something. */
    private final StringBuilder letters = new StringBuilder();

    private MessageTemplate() {}

    /** Parses what a user gives. */
    enum Parser implements Converter<MessageTemplate> {
        /** The only one. */
        ANY;

        @Override
        public MessageTemplate convert(String text) {
            return parse(text);
        }
    }

    /**
     * @throws IpcException USAGE
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
                made.letters.append(next);
                if (next == 'h') {
                    int close = text.indexOf('}', at);
                    if (!text.startsWith("{", at + 1) || close < 0) {
                        throw wrong("%h{KEY} is how a header is asked for");
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
            default -> throw wrong("\\" + c + " means nothing");
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
            case 'm' -> (mailbox, _, out) -> add(out, mailbox);
            default -> throw wrong("%" + letter + " means nothing");
        };
    }

    /** The name under which it was sent, or the process. */
    public static String sender(Message message) {
        String name = message.meta().sender();
        return name.isEmpty() ? Long.toString(message.process()) : name;
    }

    private static void add(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static IpcException wrong(String how) {
        return new IpcException(
                Category.USAGE, how + "; it knows %b %s %i %p %d %t %R %r %m %h{KEY} and %%");
    }

    /** The first letter that asks for something else than those given do. */
    Optional<Character> unlike(String known) {
        return letters.chars()
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
