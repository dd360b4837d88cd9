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

/**
 * The command line of this process as bytes (proc_pid_cmdline(5)), and the conversion of words
 * between bytes and strings. Safe for several threads.
 */
public final class OwnCommandLine {
    private static final Path CMDLINE = Path.of("/proc/self/cmdline");

    /**
     * A byte B that is not part of valid UTF-8 is decoded as the unpaired low surrogate {@code
     * SURROGATES + B}.
     */
    private static final int SURROGATES = 0xdc00;

    private OwnCommandLine() {}

    /**
     * Returns the words of this process's command line. The first word is the name of the
     * executable.
     */
    static List<byte[]> words() throws IOException {
        byte[] line = Files.readAllBytes(CMDLINE);
        List<byte[]> words = new ArrayList<>();
        for (int from = 0, at = 0; at < line.length; at++) {
            if (line[at] == 0) {
                words.add(Arrays.copyOfRange(line, from, at));
                from = at + 1;
            }
        }
        return words;
    }

    /** Returns the encoding in which the JDK turns file names and arguments into strings. */
    static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding"));
    }

    /**
     * Returns the arguments of {@code main} decoded as UTF-8 in every locale. Java itself decodes
     * the arguments in the encoding of the locale, and so loses all characters beyond ASCII under
     * LC_ALL=C. Each byte that is not UTF-8 becomes an unpaired surrogate, so that {@link #bytesOf}
     * can restore the byte.
     *
     * @param args the arguments as Java decoded them
     */
    public static String[] exactArguments(String[] args) {
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
            // Without /proc, only the arguments that Java has decoded are known.
            return args;
        }
    }

    private static boolean areAscii(String[] args) {
        for (String arg : args) {
            // The encoder replaces each character that is not ASCII by a question mark. So the
            // decoded text differs from the argument if a character is not ASCII.
            byte[] ascii = arg.getBytes(StandardCharsets.US_ASCII);
            if (!arg.equals(new String(ascii, StandardCharsets.US_ASCII))) {
                return false;
            }
        }
        return true;
    }

    /** Decodes a word as UTF-8; {@link #bytesOf(String)} is the inverse. */
    public static String textOf(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer from = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length + 1);
        while (from.hasRemaining()) {
            CoderResult result = decoder.decode(from, text, true);
            for (int left = result.isError() ? result.length() : 0; left > 0; left--) {
                text.put((char) (SURROGATES + (from.get() & 0xff)));
            }
        }
        return text.flip().toString();
    }

    /**
     * Returns whether a word contains bytes that are not UTF-8. {@link #exactArguments} represents
     * each such byte by an unpaired surrogate.
     */
    public static boolean hasInvalidUtf8(String word) {
        for (int i = 0; i < word.length(); i = word.offsetByCodePoints(i, 1)) {
            if (isByte(word.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isByte(int c) {
        return c >= SURROGATES + 0x80 && c <= SURROGATES + 0xff;
    }

    /** Returns the bytes of words that {@link #exactArguments} returned. */
    public static List<byte[]> bytesOf(List<String> words) {
        return words.stream().map(OwnCommandLine::bytesOf).toList();
    }

    /** Returns the bytes of a word that {@link #exactArguments} returned. */
    public static byte[] bytesOf(String word) {
        if (!hasInvalidUtf8(word)) {
            return word.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < word.length(); i = word.offsetByCodePoints(i, 1)) {
            int c = word.codePointAt(i);
            if (isByte(c)) {
                bytes.write(c - SURROGATES);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
