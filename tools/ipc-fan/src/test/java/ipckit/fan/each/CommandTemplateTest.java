package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class CommandTemplateTest {
    private static List<String> words(String record, boolean appended, String... words) {
        byte[] bytes = record.getBytes(StandardCharsets.ISO_8859_1);
        return new CommandTemplate(List.of(words), appended)
                .words(new JobRecord(12, bytes), 3).stream()
                        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                        .toList();
    }

    @Test
    void appendsTheRecordWithoutPlaceholders() {
        assertEquals(List.of("cp", "-v", "a b"), words("a b", true, "cp", "-v"));
        assertEquals(List.of("cp", "-v"), words("a b", false, "cp", "-v"));
        assertEquals(List.of("cp", ""), words("", true, "cp"));
    }

    @Test
    void replacesPlaceholders() {
        assertEquals(List.of("cp", "a", "out/a.png"), words("a", true, "cp", "{}", "out/{}.png"));
        assertEquals(List.of("x", "12-3-a-12"), words("a", true, "x", "{#}-{%}-{}-{#}"));
        assertEquals(List.of("x", "12"), words("a", true, "x", "{#}"));
        assertEquals(List.of("a"), words("a", true, "{}"));
    }

    @Test
    void leavesOtherBracesAndVariables() {
        assertEquals(
                List.of("x", "{", "}", "{ }", "{a}", "", "$HOME", "a"),
                words("a", true, "x", "{", "}", "{ }", "{a}", "", "$HOME"));
        assertEquals(List.of("x", "{a}"), words("a", true, "x", "{{}}"));
    }

    @Test
    void replacesNoPlaceholderWithinTheRecord() {
        assertEquals(List.of("x", "{#}"), words("{#}", true, "x"));
        assertEquals(List.of("x", "\u00ff\n{}"), words("\u00ff\n{}", true, "x", "{}"));
    }

    @Test
    void refusesARecordWithAZeroByteInAWord() {
        IpcException refusal =
                assertThrows(IpcException.class, () -> words("a\0b", true, "x", "{}"));
        assertEquals(Category.UNUSABLE, refusal.category());
        assertEquals(List.of("x", "12"), words("a\0b", true, "x", "{#}"));
        assertEquals(List.of("x"), words("a\0b", false, "x"));
    }

    @Test
    void knowsWhetherTheProgramIsFixed() {
        assertTrue(new CommandTemplate(List.of("x", "{}"), true).hasFixedProgram());
        assertFalse(new CommandTemplate(List.of("bin/{}", "x"), true).hasFixedProgram());
    }
}
