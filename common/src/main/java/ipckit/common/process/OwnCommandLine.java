package ipckit.common.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of this process, in the bytes that it was given: proc_pid_cmdline(5). */
public final class OwnCommandLine {
    private static final Path OURS = Path.of("/proc/self/cmdline");

    /** The character that stands for a byte that is not UTF-8, less the byte: a low surrogate. */
    private static final int BYTES = 0xdc00;

    private OwnCommandLine() {}

    static List<byte[]> words() throws IOException {
        byte[] line = Files.readAllBytes(OURS);
        List<byte[]> words = new ArrayList<>();
        for (int from = 0, at = 0; at < line.length; at++) {
            if (line[at] == 0) {
                words.add(Arrays.copyOfRange(line, from, at));
                from = at + 1;
            }
        }
        return words;
    }

    /** As the JDK encodes file names and arguments. */
    static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding"));
    }

    /**
     * The arguments as they were given. Java makes characters of them as the locale has it, and
     * under LC_ALL=C knows none beyond ASCII; here they are UTF-8 whatever the locale, and what is
     * not UTF-8 stands as unpaired surrogates, one for each byte, so that {@link #bytesOf} finds
     * its way back.
     *
     * @param args as {@code main} has them
     */
    public static String[] exact(String[] args) {
        if (areAscii(args)) {
            return args;
        }
        try {
            List<byte[]> line = words();
            int others = line.size() - args.length;
            String[] exact = new String[args.length];
            for (int i = 0; i < args.length && others > 0; i++) {
                exact[i] = textOf(line.get(others + i));
            }
            return others > 0 ? exact : args;
        } catch (IOException e) {
            return args; // Without /proc: as well as Java can.
        }
    }

    private static boolean areAscii(String[] args) {
        for (String arg : args) {
            for (int i = 0; i < arg.length(); i++) {
                if (arg.charAt(i) >= 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String textOf(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        while (from.hasRemaining()) {
            CoderResult result = decoder.decode(from, text, true);
            for (int left = result.isError() ? result.length() : 0; left > 0; left--) {
                text.put((char) (BYTES + (from.get() & 0xff)));
            }
        }
        return text.flip().toString();
    }

    /** Whether a word has bytes in it that are not UTF-8. */
    public static boolean isBroken(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (isByte(word.charAt(i))
                    && (i == 0 || !Character.isHighSurrogate(word.charAt(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isByte(char c) {
        return c >= BYTES + 0x80 && c <= BYTES + 0xff;
    }

    /** The bytes of words of the command line. */
    public static List<byte[]> bytesOf(List<String> words) {
        return words.stream().map(OwnCommandLine::bytesOf).toList();
    }

    /** The bytes of a word of the command line. */
    public static byte[] bytesOf(String word) {
        if (!isBroken(word)) {
            return word.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            i += Character.charCount(c);
            if (c <= Character.MAX_VALUE && isByte((char) c)) {
                bytes.write(c - BYTES);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
