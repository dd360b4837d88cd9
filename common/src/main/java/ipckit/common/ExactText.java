package ipckit.common;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Converts bytes to text and back without loss. The bytes are decoded as UTF-8. A byte B that is
 * not part of valid UTF-8 is decoded as the unpaired low surrogate U+DC00 + B. Command-line
 * arguments and file names may have such bytes.
 *
 * <p>This class is in the root package, because {@code process}, {@code naming} and {@code cli} use
 * it.
 */
public final class ExactText {
    private static final int SURROGATES = 0xdc00;

    private ExactText() {}

    /** Decodes bytes; {@link #bytesOf} is the inverse. */
    public static String of(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        while (from.hasRemaining()) {
            CoderResult result = decoder.decode(from, text, true);
            for (int left = result.isError() ? result.length() : 0; left > 0; left--) {
                text.put((char) (SURROGATES + (from.get() & 0xff)));
            }
        }
        return text.flip().toString();
    }

    /** Returns whether a part of a text stands for bytes that are not valid UTF-8. */
    public static boolean hasInvalidUtf8(String text) {
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            if (isByte(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Converts a text back to bytes; {@link #of} is the inverse. */
    public static byte[] bytesOf(String text) {
        if (!hasInvalidUtf8(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int c = text.codePointAt(i);
            if (isByte(c)) {
                bytes.write(c - SURROGATES);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    /**
     * Returns whether a code point stands for a byte that is not part of valid UTF-8. The byte is
     * in the lowest eight bits of the code point.
     */
    public static boolean isByte(int codePoint) {
        return codePoint >= SURROGATES + 0x80 && codePoint <= SURROGATES + 0xff;
    }
}
