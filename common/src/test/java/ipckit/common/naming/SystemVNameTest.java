package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException.Category;
import ipckit.common.naming.SystemVName.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemVNameTest {
    @Test
    void aNameIsAKeyOrAnIdOrPrivate() {
        assertEquals(new SystemVName(Kind.KEY, 0x1234), SystemVName.parse("sysv:0x1234"));
        assertEquals(new SystemVName(Kind.KEY, -1), SystemVName.parse("sysv:0xffffffff"));
        assertEquals(new SystemVName(Kind.ID, 0), SystemVName.parse("sysv:0"));
        assertEquals(new SystemVName(Kind.PRIVATE, 0), SystemVName.parse("sysv:private"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sysv:0x1234", "sysv:0xffffffff", "sysv:7", "sysv:private"})
    void formatsANameAsItIsTyped(String name) {
        assertEquals(name, SystemVName.parse(name).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sysv:",
                "sysv:0x",
                "sysv:0x0",
                "sysv:0x-1",
                "sysv:0x100000000",
                "sysv:-1",
                "sysv:+1",
                "sysv:12a",
                "sysv:2147483648",
                "sysv:jobs"
            })
    void rejectsEveryOtherName(String name) {
        assertFails(Category.USAGE, () -> SystemVName.parse(name));
    }

    @Test
    void anObjectWithoutAKeyIsNamedByItsId() {
        assertEquals("sysv:0x1234", SystemVName.of(0x1234, 7).toString());
        assertEquals("sysv:7", SystemVName.of(0, 7).toString());
    }

    @Test
    void onlyAKeyIsSearchedFor() {
        assertEquals(7, SystemVName.parse("sysv:7").id(key -> -1));
        assertEquals(0x1235, SystemVName.parse("sysv:0x1234").id(key -> key + 1));
        assertFails(Category.USAGE, () -> SystemVName.parse("sysv:private").id(key -> key));
    }

    @Test
    void theKernelChoosesTheId() {
        assertEquals(0x1234, SystemVName.parse("sysv:0x1234").keyToCreate());
        assertEquals(0, SystemVName.parse("sysv:private").keyToCreate());
        assertFails(Category.USAGE, () -> SystemVName.parse("sysv:7").keyToCreate());
    }
}
