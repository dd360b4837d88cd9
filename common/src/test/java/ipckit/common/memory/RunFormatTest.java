package ipckit.common.memory;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemorySegment;

class RunFormatTest {
    @ParameterizedTest
    @CsvSource({"0, ONE", "1, LINES", "2, NULS", "3, FRAMES"})
    void codesAreAsWrittenInSharedMemory(int code, RunFormat format) {
        assertEquals(code, format.code());
        assertEquals(format, RunFormat.ofCode(code));
    }

    @ParameterizedTest
    @CsvSource({"-1", "4", "255"})
    void unknownCodesAreDamage(int code) {
        assertFails(Category.CORRUPT, () -> RunFormat.ofCode(code));
    }

    @Test
    void linesEndAfterTheirTerminator() {
        MemorySegment s = bytes("ab\n\nc\nrest");
        assertEquals(3, RunFormat.LINES.nextEnd(s, 0, 10));
        assertEquals(4, RunFormat.LINES.nextEnd(s, 3, 10));
        assertEquals(-1, RunFormat.LINES.nextEnd(s, 6, 10));
        assertEquals(3, RunFormat.LINES.count(s, 0, 10));
        assertEquals(0, RunFormat.LINES.endOfNth(s, 0, 10, 0));
        assertEquals(6, RunFormat.LINES.endOfNth(s, 0, 10, 3));
        assertEquals(-1, RunFormat.LINES.endOfNth(s, 0, 10, 4));
        assertEquals(-1, RunFormat.LINES.nextEnd(s, 0, 2));
    }

    @Test
    void framesEndAfterTheirLength() {
        MemorySegment s = bytes("\0\0\0\2ab\0\0\0\0\0\0\0\1c");
        assertEquals(6, RunFormat.FRAMES.nextEnd(s, 0, 15));
        assertEquals(10, RunFormat.FRAMES.nextEnd(s, 6, 15));
        assertEquals(15, RunFormat.FRAMES.endOfNth(s, 0, 15, 3));
        assertEquals(-1, RunFormat.FRAMES.endOfNth(s, 0, 15, 4));
        assertEquals(3, RunFormat.FRAMES.count(s, 0, 15));
        assertEquals(2, RunFormat.FRAMES.count(s, 0, 14));
    }

    @ParameterizedTest
    @CsvSource({"'\0\0\0\5abcd'", "'\377\377\377\377'", "'\200\0\0\0'", "'\0\0\0'", "''"})
    void aFrameBeyondTheEndIsNoItem(String damaged) {
        MemorySegment s = bytes(damaged);
        assertEquals(-1, RunFormat.FRAMES.nextEnd(s, 0, s.byteSize()));
        assertEquals(-1, RunFormat.FRAMES.endOfNth(s, 0, s.byteSize(), 1));
        assertEquals(0, RunFormat.FRAMES.count(s, 0, s.byteSize()));
    }

    @Test
    void oneItemIsAllOfTheBytes() {
        MemorySegment s = bytes("a\nb");
        assertEquals(3, RunFormat.ONE.nextEnd(s, 0, 3));
        assertEquals(0, RunFormat.ONE.nextEnd(s, 0, 0));
        assertEquals(1, RunFormat.ONE.count(s, 0, 0));
        assertEquals(3, RunFormat.ONE.endOfNth(s, 0, 3, 1));
        assertEquals(-1, RunFormat.ONE.endOfNth(s, 0, 3, 2));
    }

    private static MemorySegment bytes(String text) {
        return MemorySegment.ofArray(text.getBytes(ISO_8859_1));
    }
}
