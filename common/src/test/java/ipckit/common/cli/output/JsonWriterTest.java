package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

class JsonWriterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TextOutput out = new TextOutput(bytes);
    private final JsonWriter json = new JsonWriter(out);

    @Test
    void membersAndElementsAreSeparated() {
        json.object();
        json.field("name", "jobs").field("slots", 8L).field("rate", 1.5).field("full", true);
        json.name("none").value((String) null);
        json.name("peers").array();
        json.object().field("pid", 1).end();
        json.object().end();
        json.array().end();
        json.value(7).value("x").value(false);
        json.end();
        json.instant("made", 0);
        json.end();
        assertEquals(
                "{\"name\":\"jobs\",\"slots\":8,\"rate\":1.5,\"full\":true,\"none\":null,"
                        + "\"peers\":[{\"pid\":1},{},[],7,\"x\",false],"
                        + "\"made\":\"1970-01-01T00:00:00.000Z\"}",
                written());
    }

    @Test
    void eachLineHasOneObjectAndIsFlushed() {
        json.object().field("n", 1).end().endLine();
        assertEquals("{\"n\":1}\n", bytes.toString(StandardCharsets.UTF_8));
        json.object().field("n", 2).end().endLine();
        assertEquals("{\"n\":1}\n{\"n\":2}\n", bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void stringsAreEscaped() {
        json.value("a\"b\\c\n\r\t\b\u0000\u001b/é😀\u2028\u007f");
        assertEquals("\"a\\\"b\\\\c\\n\\r\\t\\u0008\\u0000\\u001b/é😀\u2028\u007f\"", written());
    }

    @Test
    void loneSurrogatesBecomeReplacementCharacters() {
        json.array().value("\ud83d").value("\ude00x").value("\ud83d\ud83d\ude00").end();
        assertEquals("[\"\ufffd\",\"\ufffdx\",\"\ufffd😀\"]", written());
    }

    @Test
    void namesAreEscapedToo() {
        json.object().field("a\"\n", 1).end();
        assertEquals("{\"a\\\"\\n\":1}", written());
    }

    @Test
    void numbersKeepTheirRange() {
        json.array().value(Long.MIN_VALUE).value(Long.MAX_VALUE).value(Double.NaN);
        json.value(Double.NEGATIVE_INFINITY).value(1e300).end();
        assertEquals("[-9223372036854775808,9223372036854775807,null,null,1.0E300]", written());
    }

    @Test
    void longTextsWithWideCharactersSurviveTheBuffer() {
        String text = "x" + "😀".repeat(10_000);
        json.value(text);
        assertEquals('"' + text + '"', written());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "951782399999, 2000-02-28T23:59:59.999Z",
        "951782400000, 2000-02-29T00:00:00.000Z",
        "4107542399999, 2100-02-28T23:59:59.999Z",
        "4107542400000, 2100-03-01T00:00:00.000Z",
        "253402300799999, 9999-12-31T23:59:59.999Z",
    })
    void formatsInstants(long millis, String text) {
        assertEquals(text, Timestamps.iso(millis));
    }

    @Test
    void formatsInstantsAsTheLibraryDoes() {
        for (long millis = 0; millis < 4_102_444_800_000L; millis += 86_399_123L * 7) {
            java.time.Instant instant = java.time.Instant.ofEpochMilli(millis);
            assertEquals(instant, java.time.Instant.parse(Timestamps.iso(millis)));
        }
    }

    private String written() {
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
