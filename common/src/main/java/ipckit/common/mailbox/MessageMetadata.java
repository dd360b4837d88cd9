package ipckit.common.mailbox;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.object.ObjectFile;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
            throw ObjectFile.damaged("a message's headers are cut short");
        }
    }

    private static String next(ByteBuffer in) {
        byte[] text = new byte[Short.toUnsignedInt(in.getShort())];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
