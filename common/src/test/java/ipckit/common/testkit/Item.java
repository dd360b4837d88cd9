package ipckit.common.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Writes and reads the items of tests. An item contains the number of its producer, its own number,
 * the time at which it was made, and a checksum that shows whether the item is damaged. All
 * characters of an item are printable ASCII characters, so an item is valid in every format in
 * which a ring stores items.
 *
 * <pre>producer:6 number:10 stamp:16 length:6 checksum:8 (hexadecimal digits), then any text</pre>
 */
public final class Item {
    public static final int HEADER = 46;

    private static final int CHECKSUM_AT = 38;
    private static final byte[] DIGITS = "0123456789abcdef".getBytes();
    private static final int NOISE = 1 << 12;

    private final byte[] noise = new byte[2 * NOISE];
    private final CRC32 crc = new CRC32();
    private final byte[] bytes;

    public int producer;
    public long number;
    public long stamp;

    /**
     * Creates a writer and reader for any number of items.
     *
     * @param longest the largest length of an item in bytes, including its header
     */
    public Item(int longest, Random random) {
        bytes = new byte[longest];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (0x20 + random.nextInt(0x5f));
        }
    }

    /**
     * Writes an item of {@code length} bytes, with the values of the fields {@link #producer},
     * {@link #number} and {@link #stamp}.
     *
     * @param at the offset in {@code target} at which the item begins
     * @param offset selects the random characters that follow the header of the item
     */
    public void write(MemorySegment target, long at, int length, int offset) {
        hex(producer, 0, 6);
        hex(number, 6, 10);
        hex(stamp, 16, 16);
        hex(length, 32, 6);
        System.arraycopy(noise, offset & NOISE - 1, bytes, HEADER, length - HEADER);
        hex(checksum(length), CHECKSUM_AT, 8);
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, at, length);
    }

    /** Returns the array into which the caller copies an item before it calls {@link #read}. */
    public byte[] buffer() {
        return bytes;
    }

    /**
     * Reads the producer, number and stamp of the item in {@link #buffer}. Returns false if the
     * item is damaged.
     */
    public boolean read(int length) {
        if (length < HEADER || number(32, 6) != length) {
            return false;
        }
        producer = (int) number(0, 6);
        number = number(6, 10);
        stamp = number(16, 16);
        return checksum(length) == number(CHECKSUM_AT, 8);
    }

    private long checksum(int length) {
        crc.reset();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(bytes, HEADER, length - HEADER);
        return crc.getValue();
    }

    private void hex(long value, int at, int digits) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = DIGITS[(int) rest & 15];
            rest >>>= 4;
        }
    }

    private long number(int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            value = value << 4 | Character.digit(bytes[i], 16) & 15;
        }
        return value;
    }
}
