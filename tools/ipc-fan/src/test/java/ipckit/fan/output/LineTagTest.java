package ipckit.fan.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.memory.RunFormat;
import ipckit.fan.RecordFixtures;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.foreign.MemorySegment;

class LineTagTest {
    @ParameterizedTest
    @CsvSource({"2,2c2d", "'',cd"})
    void standsBeforeEachRecord(String tag, String expected) {
        MemorySegment lines = MemorySegment.ofBuffer(RecordFixtures.bytes("c\nd\n"));
        String tagged =
                RecordFixtures.text(new LineTag(RunFormat.LINES, tag).tagged(lines, 0, 4, 2));
        assertEquals(expected, tagged.replace("\n", ""));
    }
}
