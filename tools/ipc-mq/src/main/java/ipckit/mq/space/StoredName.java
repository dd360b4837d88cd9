package ipckit.mq.space;

import ipckit.common.object.ObjectFile;

import java.nio.charset.StandardCharsets;
import java.util.function.LongUnaryOperator;

/**
 * The form in which shared memory contains a name: a word with the length in bytes, then the bytes,
 * which are ASCII. The bytes fill whole words; unused bytes of the last word are 0.
 */
final class StoredName {
    private static final int BYTE_MASK = 0xff;

    private StoredName() {}

    /** Writes the word at an offset. */
    interface Writer {
        void set(long offset, long value);
    }

    /**
     * Reads a name.
     *
     * @param at the offset of the name
     * @param words returns the word at an offset
     */
    static String read(long at, LongUnaryOperator words) {
        long length = words.applyAsLong(at);
        if (length < 0 || length > RowLayout.NAME_BYTES) {
            throw ObjectFile.damaged("a name has an impossible length");
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            long word = words.applyAsLong(at + Long.BYTES + (i & -Long.BYTES));
            bytes[i] = (byte) (word >>> Byte.SIZE * (i % Long.BYTES));
        }
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** Writes a name to an offset. */
    static void write(long at, String name, Writer words) {
        if (name.length() > RowLayout.NAME_BYTES) {
            throw new IllegalArgumentException("a name of " + name.length() + " bytes");
        }
        words.set(at, name.length());
        for (int from = 0; from < name.length(); from += Long.BYTES) {
            words.set(at + Long.BYTES + from, word(name, from));
        }
    }

    /**
     * Returns whether the name at an offset is {@code name}. If another process changes the words
     * meanwhile, the result can be wrong.
     */
    static boolean equals(long at, String name, LongUnaryOperator words) {
        if (words.applyAsLong(at) != name.length()) {
            return false;
        }
        for (int from = 0; from < name.length(); from += Long.BYTES) {
            if (words.applyAsLong(at + Long.BYTES + from) != word(name, from)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns a word of 8 bytes with the next characters of a name, beginning with the character at
     * the index {@code from}.
     */
    private static long word(String name, int from) {
        long word = 0;
        for (int i = Math.min(name.length(), from + Long.BYTES) - 1; i >= from; i--) {
            word = word << Byte.SIZE | name.charAt(i) & BYTE_MASK;
        }
        return word;
    }
}
