package ipckit.common.process;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command line of this process, in the bytes that it was given: proc_pid_cmdline(5). */
public final class CommandLine {
    private static final Path OURS = Path.of("/proc/self/cmdline");

    private CommandLine() {}

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
     * The bytes of words that the command line ends with, though Java could not make characters of
     * them all: under LC_ALL=C it knows none beyond ASCII. Words that are not from there are
     * encoded.
     */
    static List<byte[]> bytesOf(List<String> words) {
        List<byte[]> given = List.of();
        try {
            given = words();
        } catch (IOException e) {
            // Without /proc: as well as Java can.
        }
        int others = given.size() - words.size();
        List<byte[]> last = others < 0 ? List.of() : given.subList(others, given.size());
        return areOf(last, words)
                ? last
                : words.stream().map(word -> word.getBytes(charset())).toList();
    }

    /**
     * The bytes of a word of the command line; of one that is not from there, as it is encoded. Two
     * words that Java makes the same characters of are taken for each other.
     */
    public static byte[] bytesOf(String word) {
        if (!word.chars().allMatch(c -> c < 0x80)) {
            try {
                for (byte[] given : words()) {
                    if (new String(given, charset()).equals(word)) {
                        return given;
                    }
                }
            } catch (IOException e) {
                // Without /proc: as well as Java can.
            }
        }
        return word.getBytes(charset());
    }

    private static boolean areOf(List<byte[]> bytes, List<String> words) {
        if (bytes.size() != words.size()) {
            return false;
        }
        for (int i = 0; i < bytes.size(); i++) {
            boolean plain = isAscii(bytes.get(i));
            String text = new String(bytes.get(i), StandardCharsets.US_ASCII);
            if (plain && !text.equals(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte one : bytes) {
            if (one < 0) {
                return false;
            }
        }
        return true;
    }
}
