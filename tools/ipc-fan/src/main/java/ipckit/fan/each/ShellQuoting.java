package ipckit.fan.each;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Words as one would have to type them for a shell. */
final class ShellQuoting {
    private static final String PLAIN = "%+,-./:@_";

    private ShellQuoting() {}

    /** A line, with its end. */
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
            if (!letter && !(one >= '0' && one <= '9') && PLAIN.indexOf(one) < 0) {
                return false;
            }
        }
        return word.length > 0;
    }
}
