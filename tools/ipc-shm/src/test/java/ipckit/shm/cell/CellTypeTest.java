package ipckit.shm.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CellTypeTest {
    @ParameterizedTest
    @CsvSource({
        "I32, -2147483648, 2147483647",
        "U32, 0, 4294967295",
        "I64, -9223372036854775808, 9223372036854775807",
        "U64, 0, 18446744073709551615",
    })
    void parsesAndFormatsTheLimitsOfEachType(CellType type, String min, String max) {
        assertEquals(min, type.format(type.parse(min)));
        assertEquals(max, type.format(type.parse(max)));
        assertTrue(type.compare(type.parse(min), type.parse(max)) < 0);
        assertTrue(type.compare(type.parse(max), type.parse(min)) > 0);
    }

    @ParameterizedTest
    @CsvSource({
        "I32, 2147483648",
        "I32, -2147483649",
        "U32, 4294967296",
        "U32, -1",
        "I64, 9223372036854775808",
        "U64, 18446744073709551616",
        "U64, -1",
    })
    void rejectsANumberOutOfRange(CellType type, String text) {
        assertUsageError(() -> type.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "1.5", "0x10", " 1", "1_000", "٣", "abc", "--1"})
    void rejectsTextThatIsNotANumber(String text) {
        for (CellType type : CellType.values()) {
            assertUsageError(() -> type.parse(text));
            assertUsageError(() -> type.parseDifference(text));
            assertUsageError(() -> CellCondition.parse(">= " + text + "x", type));
        }
    }

    @ParameterizedTest
    @EnumSource
    void addsNegativeNumbersToEveryType(CellType type) {
        assertEquals("3", type.format(type.parse("5") + type.parseDifference("-2")));
    }

    @Test
    void comparesByTheOrderOfTheType() {
        long allOnes = -1;
        assertTrue(CellCondition.parse("<0", CellType.I64).holds(allOnes));
        assertTrue(CellCondition.parse(">  5", CellType.U64).holds(allOnes));
        assertTrue(CellCondition.parse("== 4294967295", CellType.U32).holds(allOnes));
        assertTrue(CellCondition.parse("!= 0", CellType.I32).holds(allOnes));
        assertTrue(CellCondition.parse("<= -1", CellType.I32).holds(allOnes));
        assertTrue(CellCondition.parse(">= -1", CellType.I32).holds(allOnes));
        assertEquals("<= -1", CellCondition.parse("<=-1", CellType.I32).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "=3", "=> 3", ">", "<>3", "is 3"})
    void rejectsTextThatIsNotACondition(String text) {
        assertUsageError(() -> CellCondition.parse(text, CellType.I64));
    }

    private static void assertUsageError(org.junit.jupiter.api.function.Executable parse) {
        assertEquals(
                IpcException.Category.USAGE, assertThrows(IpcException.class, parse).category());
    }
}
