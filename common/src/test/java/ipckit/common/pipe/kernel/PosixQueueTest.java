package ipckit.common.pipe.kernel;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.naming.PosixName;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Tests POSIX queues in the kernel of this machine. */
final class PosixQueueTest {
    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    @BeforeAll
    static void needsQueues() {
        assumeTrue(Files.exists(Path.of("/proc/sys/fs/mqueue")), "no POSIX queues here");
    }

    /**
     * Tests names that other programs may give to their queues: with a blank, with a first
     * character that is not a letter, with control characters, with an umlaut, and with a byte that
     * is not UTF-8.
     */
    @ParameterizedTest
    @ValueSource(strings = {"P", "P a b", "_P", ".P", "P\n\u001b[2J", "Pü", "P\udcff"})
    void aNameMayHaveEveryByteButTheSlash(String pattern) {
        String unique = "ipckit-" + ProcessHandle.current().pid();
        byte[] name = new PosixName(pattern.replace("P", unique)).bytes();
        PosixQueue.create(name, 1, HELLO.length, 0600);
        assertFails(Category.EXISTS, () -> PosixQueue.create(name, 1, HELLO.length, 0600));
        try (PosixQueue queue = PosixQueue.toSend(name)) {
            queue.send(MemorySegment.ofArray(HELLO), 0, HELLO.length, 3, Deadline.NOW);
        }
        try (PosixQueue queue = PosixQueue.toReceive(name)) {
            assertEquals(HELLO.length, queue.facts().bytes());
            KernelQueue.Letter letter = queue.receive(Deadline.NOW, () -> false).orElseThrow();
            assertEquals(3, letter.label());
            assertArrayEquals(HELLO, letter.body());
        }
        PosixQueue.remove(name);
        assertFails(Category.ABSENT, () -> PosixQueue.toReceive(name));
    }

    @Test
    void theMountPointMayHaveBlanksAndOtherBytes() {
        Stream<String> mounts =
                Stream.of(
                        "proc /proc proc rw 0 0",
                        "none /home/my\\040queues\\134\u00fc\u00ff mqueue rw 0 0");
        Path found = PosixQueue.mountPoint(mounts).orElseThrow();
        assertArrayEquals(
                "/home/my queues\\\u00fc\u00ff".getBytes(StandardCharsets.ISO_8859_1),
                PathBytes.of(found));
    }

    @Test
    void noMountPointIsFoundWithoutAMount() {
        assertEquals(Optional.empty(), PosixQueue.mountPoint(Stream.of("proc /proc proc rw 0 0")));
    }
}
