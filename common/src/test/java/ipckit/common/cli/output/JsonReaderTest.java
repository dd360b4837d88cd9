package ipckit.common.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

@Timeout(600)
final class JsonReaderTest {
    private static final int ROUNDS = 2000;
    private static final String[] BLANKS = {"", "", " ", "\n", "\t\r\n "};
    private static final String CHARACTERS = "a\"\\/\b\f\n\r\t\0\u001f é\u2028\ufffd😀{}[]:,0";

    private final Random random = new Random(7);

    @Test
    void readsEveryKindOfValue() throws ParseException {
        Map<String, Object> object =
                JsonReader.object(
                        " { \"a\" : [1, -0.5e+1,\"x\",true , false,null,{},[]],"
                                + "\"\":{\"b\":\"\\u00e9\\n\\/\\ud83d\\ude00\"} } ");
        assertEquals(
                Arrays.asList(1.0, -5.0, "x", true, false, null, Map.of(), List.of()),
                object.get("a"));
        assertEquals(Map.of("b", "é\n/😀"), object.get(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"a\"",
                "null",
                "nonsense",
                "{}{}",
                "{} x",
                "{a:1}",
                "{'a':1}",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":0x1}",
                "{\"a\":True}",
                "{\"a\":nul}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u\uff11\uff11\uff11\uff11\"}",
                "{\"a\":\"\n\"}",
                "\ufeff{}",
                "{\u00a0}",
                "{/**/}"
            })
    void refusesEveryOtherText(String text) {
        ParseException failure = assertThrows(ParseException.class, () -> JsonReader.object(text));
        assertTrue(failure.getErrorOffset() < text.length(), failure.getMessage());
    }

    @Test
    void refusesControlCharactersInStrings() {
        for (char c = 0; c < ' '; c++) {
            String text = "{\"a\":\"" + c + "\"}";
            assertThrows(ParseException.class, () -> JsonReader.object(text));
        }
    }

    @Test
    void refusesTooDeepNesting() throws ParseException {
        JsonReader.object("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}");
        assertThrows(
                ParseException.class,
                () -> JsonReader.object("{\"a\":" + "[".repeat(1_000_000) + "}"));
    }

    @Test
    void readsWhatTheWriterWrites() throws ParseException {
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomText();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            JsonWriter.to(bytes).object().field(text, text).end().endLine();
            String written = bytes.toString(StandardCharsets.UTF_8);
            assertEquals(Map.of(text, text), JsonReader.object(written));
        }
    }

    /**
     * The reader accepts JSON in every form that another program may write. If the text of an
     * object is cut short, the reader fails, and the offset of the failure is the length of the
     * shortened text.
     */
    @Test
    void recognisesTheBeginningOfAnObject() throws ParseException {
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, Object> object = randomObject(3);
            String text = write(object).stripTrailing();
            assertEquals(object, JsonReader.object(text));
            String beginning = text.substring(0, random.nextInt(text.length()));
            ParseException failure =
                    assertThrows(ParseException.class, () -> JsonReader.object(beginning));
            assertEquals(beginning.length(), failure.getErrorOffset(), beginning);
        }
    }

    @Test
    void readsOrRefusesEveryDamagedText() {
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(write(randomObject(3)));
            for (int left = 1 + random.nextInt(3); left > 0 && !text.isEmpty(); left--) {
                int at = random.nextInt(text.length());
                char c = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    default -> text.deleteCharAt(at);
                }
            }
            try {
                JsonReader.object(text.toString());
            } catch (ParseException e) {
                assertTrue(e.getErrorOffset() <= text.length(), e.getMessage());
            }
        }
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(6); left > 0; left--) {
            int[] all = CHARACTERS.codePoints().toArray();
            text.appendCodePoint(all[random.nextInt(all.length)]);
        }
        return text.toString();
    }

    private Map<String, Object> randomObject(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            object.put(randomText(), randomValue(depth - 1));
        }
        return object;
    }

    private Object randomValue(int depth) {
        switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> {
                return randomText();
            }
            case 1 -> {
                return (double) random.nextInt();
            }
            case 2 -> {
                return random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            }
            case 3 -> {
                return random.nextBoolean();
            }
            case 4 -> {
                return null;
            }
            case 5 -> {
                return randomObject(depth);
            }
            default -> {
                List<Object> array = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    array.add(randomValue(depth - 1));
                }
                return array;
            }
        }
    }

    /** Writes a value in one of the many forms that JSON allows. */
    private String write(Object value) {
        String text;
        if (value instanceof Map<?, ?> object) {
            List<String> members = new ArrayList<>();
            object.forEach((name, member) -> members.add(write(name) + ":" + write(member)));
            text = "{" + blanks() + String.join(",", members) + "}";
        } else if (value instanceof List<?> array) {
            List<String> elements = new ArrayList<>();
            array.forEach(element -> elements.add(write(element)));
            text = "[" + blanks() + String.join(",", elements) + "]";
        } else if (value instanceof String string) {
            text = quoted(string);
        } else {
            text = String.valueOf(value);
        }
        return blanks() + text + blanks();
    }

    private String quoted(String string) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            if (c < ' ' || c == '"' || c == '\\' || random.nextInt(4) == 0) {
                quoted.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private String blanks() {
        return BLANKS[random.nextInt(BLANKS.length)];
    }
}
