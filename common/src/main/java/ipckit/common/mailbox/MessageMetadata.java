package ipckit.common.mailbox;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.object.ObjectFile;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metadata of a message: its sender's name, its reply address and its headers.
 *
 * <p>The metadata is stored as a sequence of texts: the sender, the reply address, and then the key
 * and the value of each header. Each text is stored as its length in bytes, followed by the text in
 * UTF-8. The length has two bytes, the most significant byte first. Empty metadata occupies no
 * bytes.
 *
 * @param sender the task name of the sender; empty if the sender has no task name
 * @param replyTo the name of the mailbox for replies (the reply address); empty if the message has
 *     no reply address
 * @param headers the headers in the order given by the sender
 */
public record MessageMetadata(String sender, String replyTo, Map<String, String> headers) {
    /** Empty metadata. */
    public static final MessageMetadata NONE = new MessageMetadata("", "", Map.of());

    private static final int LONGEST = 0xffff;

    /** Returns metadata that contains only a sender's name. */
    public static MessageMetadata of(String sender) {
        return new MessageMetadata(sender, "", Map.of());
    }

    /**
     * Returns the metadata in the form in which a mailbox stores it.
     *
     * @throws IpcException UNUSABLE if the metadata has more than {@link MailboxSpec#META_BYTES}
     *     bytes
     */
    public byte[] bytes() {
        if (sender.isEmpty() && replyTo.isEmpty() && headers.isEmpty()) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        put(out, sender);
        put(out, replyTo);
        headers.forEach(
                (key, value) -> {
                    put(out, key);
                    put(out, value);
                });
        if (out.size() > MailboxSpec.META_BYTES) {
            throw tooLong(out.size());
        }
        return out.toByteArray();
    }

    static IpcException tooLong(int bytes) {
        return new IpcException(
                Category.UNUSABLE,
                "sender and headers have "
                        + CountedNoun.of(bytes, "byte")
                        + ", and there is room for "
                        + MailboxSpec.META_BYTES);
    }

    private static void put(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw new IpcException(Category.UNUSABLE, "a header is too long");
        }
        out.write(bytes.length >>> Byte.SIZE);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    /**
     * Parses metadata in the form that {@link #bytes} returns.
     *
     * @throws IpcException CORRUPT if the bytes are not valid metadata
     */
    public static MessageMetadata of(byte[] bytes) {
        if (bytes.length == 0) {
            return NONE;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            String sender = next(in);
            String replyTo = next(in);
            Map<String, String> headers = new LinkedHashMap<>();
            while (in.hasRemaining()) {
                headers.put(next(in), next(in));
            }
            return new MessageMetadata(sender, replyTo, headers);
        } catch (BufferUnderflowException e) {
            throw cutShort();
        }
    }

    /**
     * Returns the value of a header, without parsing the complete metadata.
     *
     * @param bytes metadata in the form that {@link #bytes} returns
     * @param key the key of the header, which is ASCII
     * @return the value; null if there is no such header
     * @throws IpcException CORRUPT if the bytes before the header are not valid metadata
     */
    public static String header(byte[] bytes, String key) {
        if (bytes.length == 0) {
            return null;
        }
        // The sender and the reply address are before the first header.
        int at = end(bytes, end(bytes, 0));
        while (at < bytes.length) {
            int value = end(bytes, at);
            int end = end(bytes, value);
            if (isText(bytes, at, value, key)) {
                int from = value + Short.BYTES;
                return new String(bytes, from, end - from, StandardCharsets.UTF_8);
            }
            at = end;
        }
        return null;
    }

    /**
     * Returns the index after the last byte of a text. Stored metadata is a sequence of texts.
     *
     * @param from the index of the text's length, which precedes the text
     */
    private static int end(byte[] bytes, int from) {
        int text = from + Short.BYTES;
        if (text <= bytes.length) {
            int high = Byte.toUnsignedInt(bytes[from]);
            int length = high << Byte.SIZE | Byte.toUnsignedInt(bytes[from + 1]);
            if (length <= bytes.length - text) {
                return text + length;
            }
        }
        throw cutShort();
    }

    private static boolean isText(byte[] bytes, int from, int to, String ascii) {
        int text = from + Short.BYTES;
        if (to - text != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[text + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static IpcException cutShort() {
        return ObjectFile.damaged("a message's headers are cut short");
    }

    /**
     * Returns metadata with one more header, in the form that {@link #bytes} returns.
     *
     * @param key the key of the header, which is ASCII; there must be no header with this key
     * @param value the value of the header, which is ASCII
     * @throws IpcException UNUSABLE if the metadata has more than {@link MailboxSpec#META_BYTES}
     *     bytes
     */
    public byte[] bytesWith(String key, String value) {
        byte[] before = bytes();
        int start = before.length == 0 ? 2 * Short.BYTES : before.length;
        byte[] bytes =
                Arrays.copyOf(before, start + 2 * Short.BYTES + key.length() + value.length());
        if (bytes.length > MailboxSpec.META_BYTES) {
            throw tooLong(bytes.length);
        }
        putAscii(bytes, putAscii(bytes, start, key), value);
        return bytes;
    }

    private static int putAscii(byte[] bytes, int at, String text) {
        int length = text.length();
        bytes[at] = (byte) (length >>> Byte.SIZE);
        bytes[at + 1] = (byte) length;
        int from = at + Short.BYTES;
        for (int i = 0; i < length; i++) {
            bytes[from + i] = (byte) text.charAt(i);
        }
        return from + length;
    }

    private static String next(ByteBuffer in) {
        byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
