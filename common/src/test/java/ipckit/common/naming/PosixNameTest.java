package ipckit.common.naming;

import static ipckit.common.testkit.Failures.assertFails;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class PosixNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "posix:/jobs",
                "posix:/a b",
                "posix:/_x",
                "posix:/.x",
                "posix:/...",
                "posix:/-",
                "posix:/a:b%20",
                "posix:/\n\u001b",
                "posix:/é😀",
                "posix:/a\udcff"
            })
    void acceptsEveryByteButTheSlash(String name) {
        assertEquals(name, PosixName.parse(name).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "posix:",
                "posix:jobs",
                "posix:/",
                "posix://",
                "posix://a",
                "posix:/a/",
                "posix:/.",
                "posix:/.."
            })
    void rejectsEveryOtherName(String name) {
        assertFails(Category.USAGE, () -> PosixName.parse(name));
    }

    @Test
    void limitsTheNumberOfBytes() {
        assertEquals(255, PosixName.parse("posix:/" + "\udcff".repeat(255)).text().length());
        assertFails(Category.USAGE, () -> PosixName.parse("posix:/" + "é".repeat(128)));
    }

    @Test
    void passesItsBytesToTheKernel() {
        assertArrayEquals(
                new byte[] {'/', 'a', (byte) 0xff, (byte) 0xc3, (byte) 0xa9},
                PosixName.parse("posix:/a\udcffé").bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "a b", "%41", "\n", "é😀", "a\udcff\udc80"})
    void findsItsFileAndIsFoundByIt(String text, @TempDir Path directory) throws IOException {
        Files.createFile(new PosixName(text).in(directory));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(text), files.map(file -> PosixName.of(file).text()).toList());
        }
    }
}
