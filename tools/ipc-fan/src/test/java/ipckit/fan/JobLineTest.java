package ipckit.fan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

final class JobLineTest {
    private static Record record(long number, String bytes) {
        return new Record(number, bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String line(Record record, int status) {
        byte[] text = new JobLine(record, 2, 0, 1.5, 1, 0, status).text();
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void isJson() {
        assertEquals(
                "{\"seq\":7,\"record\":\"a\\\"b\",\"slot\":2,\"start\":\"1970-01-01T00:00:00.000Z\",\"seconds\":1.5,\"tries\":1,\"signal\":0,\"status\":3}\n",
                line(record(7, "a\"b"), 3));
        assertEquals(
                "{\"seq\":7,\"record_base64\":\"/w==\"", JobLine.identity(record(7, "\u00ff")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\"b\\", "\n\t", "\u00ff\u00fe", ",\"slot\":1,\"status\":0}"})
    void findsTheJobAgain(String bytes) {
        Record record = record(3, bytes);
        String line = line(record, 0).stripTrailing();
        assertEquals(JobLine.identity(record), JobLine.identityIfWell(line));
        assertNotEquals(JobLine.identity(record(4, bytes)), JobLine.identityIfWell(line));
        assertNotEquals(JobLine.identity(record(3, bytes + "x")), JobLine.identityIfWell(line));
        for (int end = 0; end < line.length(); end++) {
            String torn = JobLine.identityIfWell(line.substring(0, end));
            assertNotEquals(JobLine.identity(record), torn);
        }
    }

    @Test
    void findsOnlyWhatHasEndedWell() {
        assertNull(JobLine.identityIfWell(line(record(1, "a"), 1).stripTrailing()));
        assertNull(JobLine.identityIfWell(line(record(1, "a"), 10).stripTrailing()));
        assertNull(JobLine.identityIfWell("nonsense"));
        assertNull(JobLine.identityIfWell(""));
    }
}
