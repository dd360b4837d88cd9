package ipckit.common.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;

class ByteScanTest {
    private static final long SEED = 20250916;

    @Test
    void everyByteValueBesideEveryOther() {
        MemorySegment s = MemorySegment.ofArray(new byte[8]);
        for (int sought = 0; sought < 256; sought++) {
            for (int other = 0; other < 256; other++) {
                s.fill((byte) other);
                s.set(ValueLayout.JAVA_BYTE, 3, (byte) sought);
                assertEquals(sought == other ? 8 : 1, ByteScan.count(s, 0, 8, (byte) sought));
                assertEquals(sought == other ? 0 : 3, ByteScan.indexOf(s, 0, 8, (byte) sought));
                assertEquals(sought == other ? 7 : 3, ByteScan.lastIndexOf(s, 0, 8, (byte) sought));
            }
        }
    }

    @Test
    void everyAlignmentAndLengthAgainstNaiveLoops() {
        Random random = new Random(SEED);
        byte[] data = randomBytes(random, 128);
        MemorySegment s = nativeCopy(data);
        for (int from = 0; from <= 17; from++) {
            for (int to = from - 1; to <= 100; to++) {
                compare(s, data, from, to, (byte) '\n');
                compare(s, data, from, to, (byte) 0);
                compare(s, data, from, to, (byte) 0x80);
            }
        }
    }

    @Test
    void longRangesAgainstNaiveLoops() {
        Random random = new Random(SEED);
        byte[] data = randomBytes(random, 100_000);
        MemorySegment s = nativeCopy(data);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(data.length);
            compare(s, data, from, from + random.nextInt(data.length - from), (byte) '\n');
        }
    }

    @Test
    void countersOfAByteEachDoNotOverflow() {
        byte[] data = new byte[5 * 255 * 8 + 3];
        MemorySegment s = nativeCopy(data);
        assertEquals(data.length, ByteScan.count(s, 0, data.length, (byte) 0));
        assertEquals(0, ByteScan.count(s, 0, data.length, (byte) 1));
    }

    @Test
    void numbersInNetworkOrder() {
        MemorySegment s = MemorySegment.ofArray(new byte[7]);
        ByteScan.putIntBigEndian(s, 3, 0x01020304);
        assertEquals(1, ByteScan.get(s, 3));
        assertEquals(4, ByteScan.get(s, 6));
        assertEquals(0x01020304, ByteScan.getIntBigEndian(s, 3));
    }

    private static void compare(MemorySegment s, byte[] data, int from, int to, byte b) {
        long count = 0;
        long first = -1;
        long last = -1;
        for (int i = from; i < to; i++) {
            if (data[i] == b) {
                count++;
                first = first < 0 ? i : first;
                last = i;
                if (count <= 3 || count % 97 == 0) {
                    assertEquals(i, ByteScan.indexOfNth(s, from, to, b, count));
                }
            }
        }
        assertEquals(count, ByteScan.count(s, from, to, b));
        assertEquals(first, ByteScan.indexOf(s, from, to, b));
        assertEquals(last, ByteScan.lastIndexOf(s, from, to, b));
        assertEquals(~count, ByteScan.indexOfNth(s, from, to, b, count + 1));
    }

    /**
     * Returns random bytes with many line feeds, many zeros, and many bytes that a faulty scan
     * could mistake for a line feed or a zero.
     */
    static byte[] randomBytes(Random random, int length) {
        byte[] frequent = {0, 1, '\n', '\n' + 1, '\n' - 1, (byte) 0x80, (byte) 0x8a, (byte) 0xff};
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] =
                    random.nextInt(3) == 0
                            ? frequent[random.nextInt(frequent.length)]
                            : (byte) random.nextInt(256);
        }
        return data;
    }

    /**
     * Copies the bytes into a new segment that is exactly as long as the array. A read beyond the
     * end of this segment throws an exception.
     */
    private static MemorySegment nativeCopy(byte[] data) {
        MemorySegment s = Arena.ofAuto().allocate(data.length);
        MemorySegment.copy(data, 0, s, ValueLayout.JAVA_BYTE, 0, data.length);
        return s;
    }
}
