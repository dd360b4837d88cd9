package ipckit.fan.joblog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class JobLogLineTest {
    private static String text(String record, LoggedCommand command) {
        byte[] bytes = record.getBytes(StandardCharsets.ISO_8859_1);
        byte[] text = new JobLogLine(7, bytes, List.of(bytes), command, 2, 0, 1.5, 1, 0, 3).text();
        return new String(text, StandardCharsets.UTF_8);
    }

    @Test
    void isAnObjectOfJson() {
        assertEquals(
                "{\"seq\":7,\"record\":\"a\\\"b\",\"command\":[\"echo\",\"{}\"],\"stdin\":false,\"slot\":2,\"start\":\"1970-01-01T00:00:00.000Z\",\"seconds\":1.5,\"tries\":1,\"signal\":0,\"status\":3}\n",
                text("a\"b", new LoggedCommand(List.of("echo", "{}"), false, null, 0)));
    }

    @Test
    void writesBytesThatAreNotUtf8InBase64() {
        String line = text("\u00ff", new LoggedCommand(List.of("echo", "\udcff"), true, null, 0));
        String beginning =
                "{\"seq\":7,\"record_base64\":\"/w==\",\"command_base64\":[\"ZWNobw==\",\"/w==\"],\"stdin\":true,";
        assertEquals(beginning, line.substring(0, beginning.length()));
    }
}
