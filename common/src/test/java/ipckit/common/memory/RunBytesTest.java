package ipckit.common.memory;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

class RunBytesTest {
    @ParameterizedTest
    @CsvSource({
        "LINES, 'one\n\ntwo\n\nthree\n', 'one||two||three'",
        "NULS, 'a\0\0b\nc\0', 'a||b\nc'",
        "FRAMES, '\0\0\0\3abc\0\0\0\0\0\0\0\2\nd', 'abc||\nd'",
        "ONE, 'a\nb', 'a\nb'",
    })
    void aWrapAtAnyPlaceIsInvisible(RunFormat format, String text, String items) {
        byte[] data = text.getBytes(ISO_8859_1);
        List<String> expected = List.of(items.split("\\|", -1));
        for (int wrap = 0; wrap <= data.length; wrap++) {
            RunBytes run = wrapped(data, wrap);
            assertEquals(expected, walk(format, run));
            compareWithOnePiece(format, run, data);
        }
    }

    private static void compareWithOnePiece(RunFormat format, RunBytes run, byte[] data) {
        MemorySegment s = MemorySegment.ofArray(data);
        for (long from = 0; from <= data.length; from++) {
            assertEquals(format.nextEnd(s, from, data.length), run.nextEnd(format, from));
            for (long n = 0; n < 7; n++) {
                assertEquals(
                        format.endOfNth(s, from, data.length, n), run.endOfNth(format, from, n));
            }
            if (format != RunFormat.ONE) {
                assertEquals(format.count(s, 0, from), run.count(format, from));
            }
        }
    }

    /**
     * The test cuts off the second half of a file. A run (a sequence of items) begins in the first
     * half and ends in the second half, so access to the run must then fail.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noticesThatTheFileWasCutShort(boolean inSecondPart, @TempDir Path directory)
            throws IOException {
        try (FileChannel file =
                        FileChannel.open(
                                directory.resolve("cut"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            MemorySegment mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 1 << 20, arena);
            RunBytes run = new RunBytes();
            if (inSecondPart) {
                run.set(mapped, 0, 100, mapped, (1 << 19) - 100, 200);
            } else {
                run.set(mapped, (1 << 19) - 100, 200);
            }
            run.touch();
            file.truncate(1 << 19);
            assertThrows(InternalError.class, run::touch);
        }
    }

    @Test
    void aSingleItemIsTakenAsAWhole() {
        RunBytes run = wrapped(new byte[] {1, 2, 3}, 1);
        assertEquals(0, run.count(RunFormat.ONE, 2));
        assertEquals(1, run.count(RunFormat.ONE, 3));
    }

    @Test
    void anEmptyItemAloneIsAnItemButAnEmptyRunOfLinesHasNone() {
        RunBytes run = wrapped(new byte[0], 0);
        assertEquals(List.of(""), walk(RunFormat.ONE, run));
        assertEquals(List.of(), walk(RunFormat.LINES, run));
        assertEquals(List.of(), walk(RunFormat.FRAMES, run));
    }

    @ParameterizedTest
    @CsvSource({"LINES, 'a\nb'", "NULS, 'a'", "FRAMES, '\0\0\0\1ab'", "FRAMES, '\0\0\0\2a'"})
    void anIncompleteLastItemIsDamage(RunFormat format, String text) {
        byte[] data = text.getBytes(ISO_8859_1);
        for (int wrap = 0; wrap <= data.length; wrap++) {
            RunBytes run = wrapped(data, wrap);
            assertFails(Category.CORRUPT, () -> walk(format, run));
        }
    }

    @Test
    void copiesAndPartsOfEveryRange() {
        byte[] data = "0123456789".getBytes(ISO_8859_1);
        for (int wrap = 0; wrap <= data.length; wrap++) {
            RunBytes run = wrapped(data, wrap);
            for (int from = 0; from <= data.length; from++) {
                for (int length = 0; length <= data.length - from; length++) {
                    String expected = "0123456789".substring(from, from + length);
                    assertEquals(expected, text(run, from, length));
                    assertEquals(
                            length,
                            remaining(run.firstPart(from, length))
                                    + remaining(run.secondPart(from, length)));
                }
            }
        }
    }

    private static int remaining(ByteBuffer part) {
        return part == null ? 0 : part.remaining();
    }

    @Test
    void aCursorAtItsEndStaysThere() {
        ItemCursor cursor = new ItemCursor();
        cursor.reset(RunFormat.ONE, wrapped(new byte[0], 0));
        assertTrue(cursor.next());
        assertFalse(cursor.next());
        assertFalse(cursor.next());
    }

    private static List<String> walk(RunFormat format, RunBytes run) {
        List<String> items = new ArrayList<>();
        ItemCursor cursor = new ItemCursor();
        cursor.reset(format, run);
        while (cursor.next()) {
            items.add(text(run, cursor.from(), cursor.length()));
        }
        assertEquals(run.length(), cursor.end());
        return items;
    }

    private static String text(RunBytes run, long from, long length) {
        byte[] copy = new byte[(int) length];
        run.copyTo(from, length, MemorySegment.ofArray(copy), 0);
        return new String(copy, ISO_8859_1);
    }

    /**
     * Returns data that wraps as in a ring: the first {@code wrap} bytes lie at the end of the
     * area, and the other bytes at its beginning.
     */
    private static RunBytes wrapped(byte[] data, int wrap) {
        int rest = data.length - wrap;
        MemorySegment area = MemorySegment.ofArray(new byte[data.length + 9]);
        area.fill((byte) '\n');
        long from = area.byteSize() - wrap;
        MemorySegment.copy(data, 0, area, ValueLayout.JAVA_BYTE, from, wrap);
        MemorySegment.copy(data, wrap, area, ValueLayout.JAVA_BYTE, 0, rest);
        return new RunBytes().set(area, from, wrap, area, 0, rest);
    }
}
