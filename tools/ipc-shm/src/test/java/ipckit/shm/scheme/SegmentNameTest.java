package ipckit.shm.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ipckit.common.IpcException;
import ipckit.common.naming.ObjectName;
import ipckit.common.naming.PosixName;
import ipckit.common.naming.SystemVName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SegmentNameTest {
    @Test
    void thePrefixSelectsTheScheme() {
        SegmentName scores = new SegmentName.Local(new ObjectName("scores"));
        assertEquals(scores, SegmentName.parse("scores"));
        assertEquals(scores, SegmentName.parse("local:scores"));
        assertEquals(scores, SegmentName.parse("shm:scores"));
        assertEquals(
                new SegmentName.Posix(new PosixName("scores")), SegmentName.parse("posix:/scores"));
        SystemVName key = new SystemVName(SystemVName.Kind.KEY, 0x1234);
        assertEquals(new SegmentName.SystemV(key), SegmentName.parse("sysv:0x1234"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scores",
                "posix:/scores",
                "posix:/.hidden",
                "sysv:0x1234",
                "sysv:0xffffffff",
                "sysv:7",
                "sysv:private"
            })
    void formatsANameAsItIsTyped(String name) {
        assertEquals(name, SegmentName.parse(name).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../scores",
                "posix:scores",
                "posix:/",
                "posix:/../x",
                "posix:/a/b",
                "sysv:",
                "sysv:0x",
                "sysv:0x0",
                "sysv:0x-1",
                "sysv:0x100000000",
                "sysv:-1",
                "sysv:12a",
                "sysv:2147483648",
                "sysv:+1",
                "nats://host/x",
                "mq:jobs",
                "buf:jobs"
            })
    void rejectsEveryOtherName(String name) {
        IpcException refused =
                assertThrows(IpcException.class, () -> SegmentName.parse(name), name);
        assertEquals(IpcException.Category.USAGE, refused.category());
    }
}
