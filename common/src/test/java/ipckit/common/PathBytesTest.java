package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

class PathBytesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/a/b", "a", "", ".", "/", "\u00ff", "a/\u00ff", "/%20\u00c3\u00bc/\u00fe"})
    void aPathKeepsItsBytes(String oneCharacterPerByte) {
        byte[] bytes = oneCharacterPerByte.getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(bytes, PathBytes.of(PathBytes.path(bytes)));
    }

    @Test
    void superfluousSlashesAreDropped() {
        byte[] bytes = "//a//\u00ff//".getBytes(StandardCharsets.ISO_8859_1);
        byte[] dropped = "/a/\u00ff".getBytes(StandardCharsets.ISO_8859_1);
        assertArrayEquals(dropped, PathBytes.of(PathBytes.path(bytes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\udcff\0"})
    void aPathWithAZeroByteIsInvalid(String text) {
        assertThrows(InvalidPathException.class, () -> PathBytes.path(text));
    }

    @Test
    void theBytesOfADirectoryEndWithoutSlash(@TempDir Path temporary) throws IOException {
        Path directory = Files.createDirectory(temporary.resolve(PathBytes.path("\udcff")));
        byte[] bytes = PathBytes.of(directory);
        assertEquals((byte) 0xff, bytes[bytes.length - 1]);
    }

    @Test
    void aRelativePathBecomesAbsolute() {
        Path path = PathBytes.absolute(Path.of("x"));
        assertEquals(Path.of("x").toAbsolutePath(), path);
        assertTrue(path.isAbsolute());
    }
}
