package ipckit.fan.joblog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

final class JobLogReaderTest {
    private static final LoggedCommand ECHO =
            new LoggedCommand(List.of("echo", "{}"), false, null, 0);

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("log");
    }

    private static byte[] bytes(String record) {
        return record.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void log(LoggedCommand command, long number, String record, int status) {
        try (JobLog log = JobLog.open(file)) {
            byte[] text = bytes(record);
            log.add(new JobLogLine(number, text, List.of(text), command, 1, 0, 0.5, 1, 0, status));
        }
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private boolean hasSucceeded(LoggedCommand command, long number, String record) {
        return SucceededJobs.read(file)
                .contains(new LoggedJob(command, number, bytes(record), List.of(bytes(record))));
    }

    @Test
    void knowsAJobByItsValues() {
        LoggedCommand columns = new LoggedCommand(List.of("echo", "{1}"), false, null, 9);
        byte[] record = bytes("a,b;c");
        List<byte[]> commas = List.of(bytes("a"), bytes("b;c"));
        try (JobLog log = JobLog.open(file)) {
            log.add(new JobLogLine(1, record, commas, columns, 1, 0, 0.5, 1, 0, 0));
        }
        SucceededJobs done = SucceededJobs.read(file);
        assertTrue(done.contains(new LoggedJob(columns, 1, record, commas)));
        List<byte[]> semicolons = List.of(bytes("a,b"), bytes("c"));
        assertFalse(done.contains(new LoggedJob(columns, 1, record, semicolons)));
        assertFalse(done.contains(new LoggedJob(columns, 1, record, List.of(record))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\"b\\", "\n\t", "\u00ff\u00fe", ",\"slot\":1,\"status\":0}"})
    void knowsAJobByItsCommandItsNumberAndItsRecord(String record) {
        LoggedCommand strange = new LoggedCommand(List.of("echo", "\udcff"), false, null, 0);
        log(ECHO, 3, record, 0);
        log(strange, 4, record, 0);
        assertTrue(hasSucceeded(ECHO, 3, record));
        assertTrue(hasSucceeded(strange, 4, record));
        assertFalse(hasSucceeded(ECHO, 4, record));
        assertFalse(hasSucceeded(ECHO, 3, record + "x"));
        assertFalse(
                hasSucceeded(new LoggedCommand(List.of("echo", "{}"), true, null, 0), 3, record));
        assertFalse(hasSucceeded(new LoggedCommand(List.of("echo {}"), false, null, 0), 3, record));
    }

    @Test
    void believesTheLastLineOfAJob() {
        log(ECHO, 1, "a", 0);
        log(ECHO, 1, "a", 1);
        log(ECHO, 2, "b", 1);
        log(ECHO, 2, "b", 0);
        assertFalse(hasSucceeded(ECHO, 1, "a"));
        assertTrue(hasSucceeded(ECHO, 2, "b"));
    }

    @Test
    void readsALogThatAnotherWriterHasWritten() throws IOException {
        append("{ \"status\": 0.0, \"more\": [{}],\t \"stdin\": false, \"record\": \"\\u0061\",");
        append(" \"command\": [ \"echo\", \"{\\u007d\" ], \"seq\": 1e0 }\n\n");
        assertTrue(hasSucceeded(ECHO, 1, "a"));
    }

    @Test
    void skipsLinesWhoseEndIsMissing() throws IOException {
        log(ECHO, 1, "a", 0);
        String line = Files.readString(file).stripTrailing();
        for (int end = 1; end < line.length(); end++) {
            append(line.substring(0, end) + "\n");
        }
        append("{\"seq\":2,\"rec");
        log(ECHO, 2, "b", 0);
        assertTrue(hasSucceeded(ECHO, 1, "a"));
        assertTrue(hasSucceeded(ECHO, 2, "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "1",
                "[]",
                "{}",
                "{\"seq\":1,\"record\":\"a\",\"slot\":1,\"status\":0}",
                "{\"seq\":1,\"record\":\"a\",\"command\":[],\"stdin\":false,\"status\":0}",
                "{\"seq\":1,\"record\":\"a\",\"command\":[1],\"stdin\":false,\"status\":0}",
                "{\"seq\":1,\"record\":\"a\",\"command\":[\"a\"],\"stdin\":0,\"status\":0}",
                "{\"seq\":1,\"record\":\"a\",\"command\":[\"a\"],\"stdin\":false,\"status\":\"0\"}",
                "{\"seq\":1.5,\"record\":\"a\",\"command\":[\"a\"],\"stdin\":false,\"status\":0}",
                "{\"seq\":1,\"record\":\"a\",\"command\":[\"a\"],\"stdin\":false,\"positions\":1e99,"
                    + "\"status\":0}",
                "{\"seq\":1,\"record\":\"a\",\"command\":[\"a\"],\"stdin\":false,\"values\":[1],"
                        + "\"status\":0}",
                "{\"seq\":1,\"record\":1,\"command\":[\"a\"],\"stdin\":false,\"status\":0}",
                "{\"seq\":1,\"record_base64\":\"/\",\"command\":[\"a\"],\"stdin\":false,\"status\":0}"
            })
    void refusesAFileThatIsNoJobLog(String line) throws IOException {
        log(ECHO, 1, "a", 0);
        append(line + "\n");
        IpcException failure = assertThrows(IpcException.class, () -> SucceededJobs.read(file));
        assertEquals(Category.UNUSABLE, failure.category());
        String message = failure.getMessage();
        assertTrue(message.startsWith(file + " is not a job log: line 2: "), message);
    }

    @ParameterizedTest
    @CsvSource({"{},2,a,b", "\udcff,0,\u00ff,b", ",2147483647,a\\b,'c\"'"})
    void restoresThePlaceholdersAndTheValuesOfAJob(
            String replaced, int positions, String one, String two) {
        LoggedCommand command = new LoggedCommand(List.of("echo"), true, replaced, positions);
        List<byte[]> values = List.of(bytes(one), bytes(two));
        try (JobLog log = JobLog.open(file)) {
            log.add(new JobLogLine(1, bytes("x"), values, command, 1, 0, 0.5, 1, 0, 1));
        }
        FailedJobs failed = FailedJobs.read(file);
        assertEquals(List.of(command), failed.commands());
        List<byte[]> restored = failed.of(command).getFirst().values();
        assertEquals(2, restored.size());
        assertArrayEquals(values.getFirst(), restored.getFirst());
        assertArrayEquals(values.getLast(), restored.getLast());
    }

    @Test
    void takesAnAbsentFileForAnEmptyLogIfItMay() {
        assertFalse(hasSucceeded(ECHO, 1, "a"));
        IpcException failure = assertThrows(IpcException.class, () -> FailedJobs.read(file));
        assertEquals(Category.IO, failure.category());
    }

    @Test
    void listsTheJobsThatFailedLast() {
        LoggedCommand other = new LoggedCommand(List.of("true"), false, null, 0);
        log(ECHO, 9, "i", 1);
        log(ECHO, 2, "b", 1);
        log(ECHO, 3, "c", 1);
        log(ECHO, 3, "c", 0);
        log(ECHO, 2, "x", 7);
        log(other, 1, "a", 0);
        FailedJobs failed = FailedJobs.read(file);
        assertEquals(List.of(ECHO), failed.commands());
        List<String> listed =
                failed.of(ECHO).stream()
                        .map(
                                job ->
                                        job.number()
                                                + new String(
                                                        job.record(), StandardCharsets.US_ASCII))
                        .toList();
        assertEquals(List.of("2b", "2x", "9i"), listed);
        assertEquals(List.of(), failed.of(other));
    }
}
