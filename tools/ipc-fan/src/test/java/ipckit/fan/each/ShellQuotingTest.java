package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;

final class ShellQuotingTest {
    private static String line(String... words) {
        List<byte[]> bytes =
                List.of(words).stream()
                        .map(word -> word.getBytes(StandardCharsets.ISO_8859_1))
                        .toList();
        return new String(ShellQuoting.line(bytes), StandardCharsets.ISO_8859_1);
    }

    @Test
    void quotesWordsWithSpecialCharacters() {
        assertEquals("cp -v a/b.c:1\n", line("cp", "-v", "a/b.c:1"));
        assertEquals("x '' 'a b' '$HOME' '*' 'a\nb'\n", line("x", "", "a b", "$HOME", "*", "a\nb"));
        assertEquals("'a=b' 'it'\\''s' '\u00ff'\n", line("a=b", "it's", "\u00ff"));
    }
}
