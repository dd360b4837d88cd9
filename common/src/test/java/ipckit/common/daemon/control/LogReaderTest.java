package ipckit.common.daemon.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.cli.output.Console;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

class LogReaderTest {
    private static final int KEPT = 3;

    @TempDir private Path directory;
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private Path log;
    private Path copied;
    private FileOutputStream out;
    private LogReader reader;

    @BeforeEach
    void open() throws IOException {
        log = directory.resolve("log");
        copied = directory.resolve("copied");
        out = new FileOutputStream(copied.toFile());
        Console console = Console.of(InputStream.nullInputStream(), out, errors);
        reader = new LogReader(new LogFiles(log, KEPT), console);
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        out.close();
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
        Files.deleteIfExists(age(KEPT));
        for (int age = KEPT; age > 0; age--) {
            if (Files.exists(age(age - 1))) {
                Files.move(age(age - 1), age(age));
            }
        }
    }

    private Path age(int age) {
        return age == 0 ? log : directory.resolve("log." + age);
    }

    private String copied() throws IOException {
        reader.copy();
        return Files.readString(copied);
    }

    @Test
    void printsTheOlderFilesFirst() throws IOException {
        append("one\n");
        rotate();
        append("two\n");
        rotate();
        append("three\n");
        reader.beginAtOldest();
        assertEquals("one\ntwo\nthree\n", copied());
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "1, five",
        "2, four five",
        "3, three four five",
        "9, one two three four five"
    })
    void beginsWithTheLastLines(long lines, String expected) throws IOException {
        append("one\ntwo\n");
        rotate();
        append("three\n");
        rotate();
        append("four\nfive\n");
        reader.beginAtLast(lines);
        String text = expected.isEmpty() ? "" : expected.replace(" ", "\n") + "\n";
        assertEquals(text, copied());
    }

    @Test
    void findsTheLastLinesOfALongFile() throws IOException {
        append("x".repeat(200_000) + "\n");
        append("y".repeat(100_000) + "\nend");
        reader.beginAtLast(2);
        assertEquals("y".repeat(100_000) + "\nend", copied());
    }

    @Test
    void followsSeveralRotations() throws IOException {
        append("one\n");
        reader.beginAtOldest();
        assertEquals("one\n", copied());
        append("two\n");
        rotate();
        append("three\n");
        rotate();
        append("four\n");
        assertEquals("one\ntwo\nthree\nfour\n", copied());
        assertEquals("", errors.toString());
    }

    @Test
    void waitsWhileARotationIsInProgress() throws IOException {
        append("one\n");
        reader.beginAtOldest();
        rotate();
        assertEquals("one\n", copied());
        append("two\n");
        assertEquals("one\ntwo\n", copied());
    }

    @Test
    void beginsWhenTheFirstFileAppears() throws IOException {
        reader.beginAtLast(5);
        assertEquals("", copied());
        append("one\n");
        assertEquals("one\n", copied());
    }

    @Test
    void tellsThatLinesWereDeletedBeforeTheyWereRead() throws IOException {
        append("one\n");
        reader.beginAtOldest();
        assertEquals("one\n", copied());
        for (int i = 0; i <= KEPT; i++) {
            rotate();
            append("later " + i + "\n");
        }
        rotate();
        append("last\n");
        assertEquals("one\nlater 1\nlater 2\nlater 3\nlast\n", copied());
        assertEquals(
                "some lines were lost: a rotation deleted them before they were read\n",
                errors.toString());
    }

    @Test
    void beginsAgainWhenTheFileIsTruncated() throws IOException {
        append("one\ntwo\n");
        reader.beginAtOldest();
        assertEquals("one\ntwo\n", copied());
        Files.writeString(log, "new\n");
        assertEquals("one\ntwo\nnew\n", copied());
    }
}
