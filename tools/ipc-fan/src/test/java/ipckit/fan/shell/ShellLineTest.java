package ipckit.fan.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class ShellLineTest {
    private static ShellLine parse(String text) {
        return ShellLine.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\t", "# comment", "  # comment &", "&", " & "})
    void findsNoCommandInEmptyLinesAndComments(String text) {
        assertNull(parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            value = {
                "sleep 1 &!sleep 1!true",
                "sleep 1&!sleep 1!true",
                "sleep 1 &  # comment!sleep 1!true",
                "a & b &!a & b!true",
                "a '&' &!a '&'!true",
                "a 2>&1 &!a 2>&1!true",
                "(a &) &!(a &)!true",
                "echo \"it's\" &!echo \"it's\"!true",
                "echo \\\\ &!echo \\\\!true",
                "echo \"\\\"\" &!echo \"\\\"\"!true",
                "  a  !a!false",
                "a # b!a!false",
                "a;# b!a;!false",
                "a#b!a#b!false",
                "a '# b'!a '# b'!false",
                "a \"# b\"!a \"# b\"!false",
                "a \\# b!a \\# b!false",
                "a ${#b}!a ${#b}!false",
                "a \\&!a \\&!false",
                "a \"&\"!a \"&\"!false",
                "a '&!a '&!false",
                "a &&!a &&!false",
                "a |&!a |&!false",
                "a >&!a >&!false",
                "a & b!a & b!false",
                "a '\\' # b!a '\\'!false",
            })
    void takesOnlyAFinalAmpersandForABackground(String text, String command, boolean inBackground) {
        assertEquals(command, parse(text).text());
        assertEquals(inBackground, parse(text).inBackground());
    }

    @Test
    void keepsBytesAndRefusesAZeroByte() {
        byte[] line = {'x', ' ', (byte) 0xff, (byte) 0xc3, (byte) 0xa4};
        assertArrayEquals(line, ShellLine.parse(line).command());
        assertThrows(IpcException.class, () -> parse("a\0b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "fg", "bg %1", "wait 2", "cd", "cd 'a b'", "exit 3", "cd\tx"})
    void recognisesBuiltInCommands(String text) {
        assertTrue(parse(text).isBuiltIn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs | cat", "cd x && ls", "wait &", "cdx", "exit; ls", "./jobs"})
    void leavesOtherCommandsToSh(String text) {
        assertFalse(parse(text).isBuiltIn());
    }
}
