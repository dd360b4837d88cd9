package ipckit.fan.each;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Quotes the words of a command so that a shell reads exactly these words. */
final class ShellQuoting {
    private static final String NEVER_SPECIAL = "%+,-./:@_";

    private ShellQuoting() {}

    /** Returns the quoted words, separated by blanks, with a newline at the end. */
    static byte[] line(List<byte[]> words) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte[] word : words) {
            if (line.size() > 0) {
                line.write(' ');
            }
            quote(word, line);
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void quote(byte[] word, ByteArrayOutputStream line) {
        if (isPlain(word)) {
            line.writeBytes(word);
            return;
        }
        line.write('\'');
        for (byte one : word) {
            if (one == '\'') {
                line.writeBytes(new byte[] {'\'', '\\', '\'', '\''});
            } else {
                line.write(one);
            }
        }
        line.write('\'');
    }

    private static boolean isPlain(byte[] word) {
        for (byte one : word) {
            boolean letter = one >= 'a' && one <= 'z' || one >= 'A' && one <= 'Z';
            if (!letter && !(one >= '0' && one <= '9') && NEVER_SPECIAL.indexOf(one) < 0) {
                return false;
            }
        }
        return word.length > 0;
    }
}
