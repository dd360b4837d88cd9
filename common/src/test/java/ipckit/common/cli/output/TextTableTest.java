package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.ExactText;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

class TextTableTest {
    @Test
    void numbersAreAlignedToTheRightWithoutTrailingBlanks() {
        TextTable table = new TextTable().left("NAME").right("ITEMS").left("STATE");
        table.row("jobs", "7", "FULL").row("a-long-name", "12345", "").row("é😀", "0", "EMPTY");
        assertEquals(
                """
                NAME         ITEMS  STATE
                jobs             7  FULL
                a-long-name  12345
                é😀               0  EMPTY
                """,
                printed(table));
    }

    @Test
    void withoutRowsPrintsNoHeader() {
        assertEquals("", printed(new TextTable().left("NAME")));
    }

    @Test
    void aRowStaysOnOneLine() {
        assertEquals(
                "NAME\na\\nb\\x1b[2J\\x9b\n",
                printed(new TextTable().left("NAME").row("a\nb\u001b[2J\u009b")));
    }

    @Test
    void aByteThatIsNotUtf8IsShown() {
        assertEquals(
                "NAME\né\\xff😀\n",
                printed(new TextTable().left("NAME").row(ExactText.of(bytes("é", 0xff, "😀")))));
    }

    private static byte[] bytes(String before, int one, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.write(one);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @Test
    void refusesARowWithTooFewCells() {
        TextTable table = new TextTable().left("NAME");
        assertThrows(IllegalArgumentException.class, () -> table.row("a", "b"));
    }

    @Test
    void formatsQuantitiesWithUnits() {
        assertEquals("0 B", Quantities.bytes(0));
        assertEquals("1023 B", Quantities.bytes(1023));
        assertEquals("1.0 KiB", Quantities.bytes(1024));
        assertEquals("1.5 MiB", Quantities.bytes(3 << 19));
        assertEquals("1023.9 KiB", Quantities.bytes((1 << 20) - 1));
        assertEquals("7.9 EiB", Quantities.bytes(Long.MAX_VALUE));
        assertEquals("0", Quantities.count(0));
        assertEquals("999", Quantities.count(999));
        assertEquals("1,000", Quantities.count(1000));
        assertEquals("-1,234,567", Quantities.count(-1_234_567));
        assertEquals("0/s", Quantities.countRate(5, 0));
        assertEquals("2,000/s", Quantities.countRate(1000, 500_000_000));
        assertEquals("1.0 KiB/s", Quantities.byteRate(2048, 2_000_000_000));
        assertEquals("0 ms", Quantities.duration(0));
        assertEquals("999 ns", Quantities.duration(999));
        assertEquals("1 us", Quantities.duration(999.9));
        assertEquals("1.2 ms", Quantities.duration(1_234_567));
        assertEquals("12.3 ms", Quantities.duration(12_345_678));
        assertEquals("123 ms", Quantities.duration(123_456_789));
        assertEquals("2 s", Quantities.duration(2e9));
        assertEquals("1.5 min", Quantities.duration(90e9));
        assertEquals("400 d", Quantities.duration(400 * 86_400e9));
        assertEquals("0:07", Quantities.elapsed(7_900_000_000L));
        assertEquals("12:34", Quantities.elapsed(754_000_000_000L));
        assertEquals("1:02:03", Quantities.elapsed(3_723_000_000_000L));
    }

    private static String printed(TextTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextOutput out = new TextOutput(bytes);
        table.print(out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
