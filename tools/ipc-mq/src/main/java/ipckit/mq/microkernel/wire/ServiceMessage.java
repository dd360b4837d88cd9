package ipckit.mq.microkernel.wire;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A message on the pipe between the kernel and a service, or a request that a client sends to the
 * port of a service. Its first line consists of words, separated by blanks. The body is everything
 * after the first newline, and can contain any bytes.
 *
 * <p>On a pipe, the length of the message in bytes precedes the message. The length is a number of
 * four bytes, the most significant byte first.
 *
 * @param words the words of the first line; at least one
 * @param body the bytes after the first newline
 */
public record ServiceMessage(List<String> words, byte[] body) {
    private static final byte[] NOTHING = {};

    /**
     * The largest number of bytes of a message on a pipe. A message from a port becomes the body of
     * a message on a pipe, so this number is larger than the size limit of the ports.
     */
    private static final int MOST_BYTES = 64 << 10;

    /** Returns a message without a body. */
    public static ServiceMessage of(String... words) {
        return new ServiceMessage(List.of(words), NOTHING);
    }

    /** Returns a message with a text as its body. */
    public static ServiceMessage of(List<String> words, String text) {
        return new ServiceMessage(words, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses a message. A message without a newline has an empty body.
     *
     * @throws IpcException UNUSABLE if the first line has no word
     */
    public static ServiceMessage parse(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String line = new String(bytes, 0, end, StandardCharsets.UTF_8).strip();
        if (line.isEmpty()) {
            throw new IpcException(Category.UNUSABLE, "an empty request");
        }
        int begin = Math.min(bytes.length, end + 1);
        byte[] body = Arrays.copyOfRange(bytes, begin, bytes.length);
        return new ServiceMessage(List.of(line.split(" +")), body);
    }

    /** Returns the first word, which names an operation. */
    public String operation() {
        return words.getFirst();
    }

    /** Returns the words after the first one. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }

    /**
     * Returns a word of the first line as a number.
     *
     * @param index the index of the word; 0 is the operation
     * @param what the name of the number in the failure
     * @throws IpcException UNUSABLE if there is no such word, or if it is not a number from 0 to
     *     2<sup>63</sup> - 1 in decimal digits
     */
    public long number(int index, String what) {
        String word = index < words.size() ? words.get(index) : "";
        try {
            if (!word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Long.parseLong(word);
            }
        } catch (NumberFormatException e) {
            // The number is too large.
        }
        throw new IpcException(Category.UNUSABLE, "the " + what + " must be a number");
    }

    /** Returns the body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Returns the first line and the body, as {@link #parse} expects them. */
    public byte[] bytes() {
        byte[] line = (String.join(" ", words) + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(line.length + body.length).put(line).put(body).array();
    }

    /** Writes the message to a pipe. The caller lets no other thread write meanwhile. */
    public void writeTo(OutputStream pipe) throws IOException {
        byte[] bytes = bytes();
        pipe.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        pipe.write(bytes);
        pipe.flush();
    }

    /**
     * Reads the next message from a pipe; returns null at the end of the stream.
     *
     * @throws IOException if the stream ends within a message, or if the pipe cannot be read
     * @throws IpcException CORRUPT if the length of the message is impossible; UNUSABLE if the
     *     first line of the message has no word
     */
    public static ServiceMessage readFrom(InputStream pipe) throws IOException {
        int first = pipe.read();
        if (first < 0) {
            return null;
        }
        byte[] rest = pipe.readNBytes(Integer.BYTES - 1);
        if (rest.length < Integer.BYTES - 1) {
            throw new EOFException();
        }
        int length = ByteBuffer.allocate(Integer.BYTES).put((byte) first).put(rest).getInt(0);
        if (length <= 0 || length > MOST_BYTES) {
            throw new IpcException(Category.CORRUPT, "not a message of a service");
        }
        byte[] bytes = new byte[length];
        new DataInputStream(pipe).readFully(bytes);
        return parse(bytes);
    }
}
