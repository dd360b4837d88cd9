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
    void bothEndsOfTheRangeAreReadAndShown(CellType type, String least, String most) {
        assertEquals(least, type.show(type.parse(least)));
        assertEquals(most, type.show(type.parse(most)));
        assertTrue(type.compare(type.parse(least), type.parse(most)) < 0);
        assertTrue(type.compare(type.parse(most), type.parse(least)) > 0);
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
    void whatDoesNotFitIsRefused(CellType type, String text) {
        assertRefused(() -> type.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "+1", "1.5", "0x10", " 1", "1_000", "٣", "abc", "--1"})
    void whatIsNoNumberIsRefused(String text) {
        for (CellType type : CellType.values()) {
            assertRefused(() -> type.parse(text));
            assertRefused(() -> type.parseDifference(text));
            assertRefused(() -> CellCondition.parse(">= " + text + "x", type));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsAddedMayTakeAway(CellType type) {
        assertEquals("3", type.show(type.parse("5") + type.parseDifference("-2")));
    }

    @Test
    void conditionsAreOfTheType() {
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
    void whatIsNoConditionIsRefused(String text) {
        assertRefused(() -> CellCondition.parse(text, CellType.I64));
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable parse) {
        assertEquals(
                IpcException.Category.USAGE, assertThrows(IpcException.class, parse).category());
    }
}
