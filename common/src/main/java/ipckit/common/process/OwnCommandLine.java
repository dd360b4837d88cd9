package ipckit.common.process;

import ipckit.common.ExactText;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line of this process as bytes (proc_pid_cmdline(5)) and as text. This class is safe
 * for several threads.
 */
public final class OwnCommandLine {
    private static final Path CMDLINE = Path.of("/proc/self/cmdline");

    /** The arguments that {@link #exactArguments} returned last. */
    private static volatile String[] arguments = {};

    private OwnCommandLine() {}

    /**
     * Returns the words of this process's command line. The first word is the name of the
     * executable.
     */
    static List<byte[]> words() throws IOException {
        return NulList.items(Files.readAllBytes(CMDLINE));
    }

    /**
     * Returns the name by which this process was called: the last name in the path that is the
     * first word of the command line. For a JVM, this is {@code java}. Returns an empty text if
     * /proc is not mounted.
     */
    public static String programName() {
        try {
            String path = ExactText.of(words().getFirst());
            return path.substring(path.lastIndexOf('/') + 1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns the encoding in which the JDK turns file names and arguments into strings. */
    static Charset charset() {
        return Charset.forName(System.getProperty("sun.jnu.encoding"));
    }

    /**
     * Returns the arguments of {@code main} decoded as UTF-8 in every locale. Java itself decodes
     * the arguments in the encoding of the locale. Under LC_ALL=C, this encoding is ASCII, and Java
     * cannot decode any other character. The result has the form of {@link ExactText}, so that
     * {@link #bytesOf} can restore every byte.
     *
     * @param args the arguments as Java decoded them
     */
    public static String[] exactArguments(String[] args) {
        return arguments = exact(args);
    }

    /**
     * Returns the arguments of this program as bytes; an empty list if {@link #exactArguments} was
     * not called.
     */
    public static List<byte[]> argumentBytes() {
        return bytesOf(List.of(arguments));
    }

    private static String[] exact(String[] args) {
        if (areAscii(args)) {
            return args;
        }
        try {
            List<byte[]> line = words();
            int others = line.size() - args.length;
            String[] exact = new String[args.length];
            for (int i = 0; i < args.length && others > 0; i++) {
                exact[i] = ExactText.of(line.get(others + i));
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

    /** Returns the bytes of words that {@link #exactArguments} returned. */
    public static List<byte[]> bytesOf(List<String> words) {
        return words.stream().map(ExactText::bytesOf).toList();
    }

    /** Returns the bytes of a word that {@link #exactArguments} returned. */
    public static byte[] bytesOf(String word) {
        return ExactText.bytesOf(word);
    }
}
