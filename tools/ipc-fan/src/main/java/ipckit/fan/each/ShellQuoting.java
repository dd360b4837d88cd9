package ipckit.fan.each;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes the words of a command so that a shell reads exactly these words. */
final class ShellQuoting {
    /** Matches a word that needs no quotes in a shell. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9%+,./:@_-]+");

    private ShellQuoting() {}

    /** Returns the quoted words, separated by blanks, with a newline at the end. */
    static byte[] line(List<byte[]> words) {
        return words.stream()
                .map(word -> quoted(new String(word, StandardCharsets.ISO_8859_1)))
                .collect(Collectors.joining(" ", "", "\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
