package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class JobLogLineTest {
    private static JobRecord record(long number, String bytes) {
        return new JobRecord(number, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(JobRecord record, int status) {
        byte[] text = new JobLogLine(record, 2, 0, 1.5, 1, 0, status).text();
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void isAnObjectOfJson() {
        assertEquals(
                "{\"seq\":7,\"record\":\"a\\\"b\",\"slot\":2,\"start\":\"1970-01-01T00:00:00.000Z\",\"seconds\":1.5,\"tries\":1,\"signal\":0,\"status\":3}\n",
                line(record(7, "a\"b"), 3));
        assertEquals(
                "{\"seq\":7,\"record_base64\":\"/w==\"", JobLogLine.identity(record(7, "\u00ff")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\"b\\", "\n\t", "\u00ff\u00fe", ",\"slot\":1,\"status\":0}"})
    void identifiesTheJobAndNoOther(String bytes) {
        JobRecord record = record(3, bytes);
        String line = line(record, 0).stripTrailing();
        assertEquals(JobLogLine.identity(record), JobLogLine.identityOfSuccess(line));
        assertNotEquals(JobLogLine.identity(record(4, bytes)), JobLogLine.identityOfSuccess(line));
        assertNotEquals(
                JobLogLine.identity(record(3, bytes + "x")), JobLogLine.identityOfSuccess(line));
        for (int end = 0; end < line.length(); end++) {
            String torn = JobLogLine.identityOfSuccess(line.substring(0, end));
            assertNotEquals(JobLogLine.identity(record), torn);
        }
    }

    @Test
    void identifiesOnlyJobsThatSucceeded() {
        assertNull(JobLogLine.identityOfSuccess(line(record(1, "a"), 1).stripTrailing()));
        assertNull(JobLogLine.identityOfSuccess(line(record(1, "a"), 10).stripTrailing()));
        assertNull(JobLogLine.identityOfSuccess("nonsense"));
        assertNull(JobLogLine.identityOfSuccess(""));
    }
}
