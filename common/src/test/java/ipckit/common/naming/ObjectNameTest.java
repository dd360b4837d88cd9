package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ObjectNameTest {
    private static final String REFUSAL = "this program knows only local buffers";

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "0", "A.b_c-D", "a..b", "x-", "9lives"})
    void acceptsLegalNames(String text) {
        assertEquals(text, new ObjectName(text).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "../x", "/x", "a/b", "-a", "_a", ".a",
                "a b", "a\0b", "a\nb", "é", "aé", "a:b", "*", "a\u0130", "\ud83d\ude00"
            })
    void refusesIllegalNamesInOneLine(String text) {
        IpcException e = assertFails(Category.USAGE, () -> new ObjectName(text));
        assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
        assertFalse(ObjectName.isLegal(text));
    }

    @Test
    void limitsTheLength() {
        assertTrue(ObjectName.isLegal("x".repeat(200)));
        String tooLong = "x".repeat(201);
        IpcException e = assertFails(Category.USAGE, () -> new ObjectName(tooLong));
        assertTrue(e.getMessage().contains("200"), e.getMessage());
        assertTrue(e.getMessage().length() < 200, "a long name is not repeated in full");
    }

    @Test
    void takesTheSchemesOfItsCaller() {
        assertEquals("jobs", parse("jobs").text());
        assertEquals("jobs", parse("local:jobs").text());
        assertEquals("jobs", parse("buf:jobs").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sysv:0x10", "posix:/jobs", "nats://host:4222/jobs"})
    void refusesSchemesOfOtherPrograms(String argument) {
        assertFails(Category.USAGE, argument + ": " + REFUSAL, () -> parse(argument));
    }

    @ParameterizedTest
    @ValueSource(strings = {"loca:jobs", ":jobs", "local:", "local:../x", "local:a:b", "c:\\jobs"})
    void refusesOtherColons(String argument) {
        assertFails(Category.USAGE, () -> parse(argument));
    }

    private static ObjectName parse(String argument) {
        return ObjectName.parse(argument, List.of("local", "buf"), REFUSAL);
    }
}
