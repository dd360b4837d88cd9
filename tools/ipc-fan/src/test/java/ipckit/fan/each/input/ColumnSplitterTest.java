package ipckit.fan.each.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

final class ColumnSplitterTest {
    private static String columns(String regex, String record) {
        return ColumnSplitter.parse(regex)
                .columns(record.getBytes(StandardCharsets.ISO_8859_1))
                .stream()
                .map(column -> new String(column, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                ",    ! a,b     ! a;b",
                ",    ! a,,b,   ! a;;b;",
                ",    ! ,a      ! ;a",
                ",    ! ''      ! ''",
                "\\|  ! a|b     ! a;b",
                "' +' ! 'a  b'  ! a;b",
                "[,:] ! a,b:c   ! a;b;c"
            })
    void dividesARecord(String regex, String record, String expected) {
        assertEquals(expected, columns(regex, record));
    }

    @Test
    void understandsATabAndSeparatorsOfSeveralBytes() {
        assertEquals("a;b", columns("\\t", "a\tb"));
        assertEquals("\u00ff;b", columns("\u2192", "\u00ff\u00e2\u0086\u0092b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "|", "a*", "("})
    void refusesAnExpressionThatMatchesTheEmptyTextOrIsMalformed(String regex) {
        IpcException refusal = assertThrows(IpcException.class, () -> ColumnSplitter.parse(regex));
        assertEquals(Category.USAGE, refusal.category());
    }
}
