package ipckit.mq.message;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Timestamps;
import ipckit.common.mailbox.Message;
import ipckit.common.pipe.kernel.KernelQueue;
import ipckit.mq.kernel.KernelQueueName;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The template of {@code --format}. A conversion such as {@code %b} is replaced by a part of the
 * message. The escapes {@code \n}, {@code \t}, {@code \0} and {@code \\} have the same meaning as
 * in printf(1). Other text is printed unchanged. A template is immutable after it has been parsed.
 */
public final class MessageTemplate {
    /**
     * The conversion letters that a template for messages from a mailbox may contain: {@code b}
     * stands for the conversion {@code %b}.
     */
    static final String MAILBOX_CONVERSIONS = "bsipdtRrmh";

    private static final char TYPE = 'T';
    private static final char HEADER = 'h';
    private static final char LITERAL = 0;

    /**
     * A part of a template.
     *
     * @param letter the letter of a conversion; {@link #LITERAL} for literal text
     * @param key the key of a header, if the letter is {@link #HEADER}; otherwise empty
     * @param text the bytes of literal text; null for a conversion
     */
    private record Part(char letter, String key, byte[] text) {}

    private final List<Part> parts = new ArrayList<>();

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
                String key = "";
                if (next == HEADER) {
                    int close = text.indexOf('}', at);
                    if (!text.startsWith("{", at + 1) || close < 0) {
                        throw wrong("a header is written %h{KEY}");
                    }
                    key = text.substring(at + 2, close);
                    at = close;
                } else if (next != TYPE && MAILBOX_CONVERSIONS.indexOf(next) < 0) {
                    throw wrong("%" + next + " is unknown");
                }
                made.parts.add(new Part(next, key, null));
            }
        }
        made.addText(plain);
        return made;
    }

    private void addText(StringBuilder plain) {
        if (!plain.isEmpty()) {
            parts.add(new Part(LITERAL, "", ExactText.bytesOf(plain.toString())));
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

    /** Returns the sender's name, or the sender's process ID if the sender gave no name. */
    public static String sender(Message message) {
        String name = message.meta().sender();
        return name.isEmpty() ? Long.toString(message.process()) : name;
    }

    private static IpcException wrong(String what) {
        return new IpcException(
                Category.USAGE,
                what + "; the conversions are %b %s %i %p %d %t %R %r %m %T %h{KEY} and %%");
    }

    /**
     * Returns the letter of the template's first conversion that is not in {@code known}, or empty
     * if all conversions are known.
     */
    Optional<Character> firstConversionExcept(String known) {
        return parts.stream()
                .map(Part::letter)
                .filter(letter -> letter != LITERAL && known.indexOf(letter) < 0)
                .findFirst();
    }

    /** Fills the template with a message from a mailbox. */
    byte[] apply(String mailbox, Message message) {
        return fill(
                part ->
                        switch (part.letter) {
                            case 'b' -> message.body();
                            case 's' -> bytes(sender(message));
                            case 'i' -> bytes(Long.toString(message.number()));
                            case 'p' -> bytes(Integer.toString(message.priority()));
                            case 'd' -> bytes(Integer.toString(message.times()));
                            case 't' -> bytes(Timestamps.iso(message.sent()));
                            case 'R' -> bytes(message.meta().replyTo());
                            case 'r' -> bytes(message.receipt().toString());
                            case 'm' -> bytes(mailbox);
                            default -> bytes(message.meta().headers().getOrDefault(part.key, ""));
                        });
    }

    /** Fills the template with a message from a kernel queue. */
    byte[] apply(KernelQueueName queue, KernelQueue.Letter letter) {
        return fill(
                part ->
                        switch (part.letter) {
                            case 'b' -> letter.body();
                            case 'm' -> ExactText.bytesOf(queue.toString());
                            default -> bytes(Long.toString(letter.label()));
                        });
    }

    private byte[] fill(Function<Part, byte[]> valueOf) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Part part : parts) {
            out.writeBytes(part.letter == LITERAL ? part.text : valueOf.apply(part));
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
