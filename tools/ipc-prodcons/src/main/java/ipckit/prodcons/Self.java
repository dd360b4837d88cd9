package ipckit.prodcons;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line that starts this very program as another process: the same executable with the
 * same options, whether that is a JVM with a runtime image, one with a class path, or a native
 * binary.
 *
 * <p>It is read from {@code /proc}, because what the JDK says of a process leaves out long command
 * lines.
 */
public final class Self {
    private static final String MAIN = Main.class.getName();

    private Self() {}

    /** The words of a command line that runs a verb of this program. */
    public static List<String> command(String... arguments) {
        List<String> words = program();
        words.addAll(List.of(arguments));
        return words;
    }

    private static List<String> program() {
        List<String> words = new ArrayList<>();
        words.add(executable());
        if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
            return words;
        }
        List<String> own = ownCommandLine();
        for (String word : own.subList(1, own.size())) {
            words.add(word);
            if (word.equals(MAIN) || word.endsWith("/" + MAIN)) {
                return words;
            }
        }
        // Somebody else's main class called ours, as tests do.
        words.subList(1, words.size()).clear();
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(MAIN);
        return words;
    }

    private static String executable() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/exe")).toString();
        } catch (IOException e) {
            throw new IpcException(Category.FAILED, "cannot find this program's executable", e);
        }
    }

    private static List<String> ownCommandLine() {
        String line;
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc/self/cmdline"));
            line = new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IpcException(Category.FAILED, "cannot read this program's command line", e);
        }
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int end = line.indexOf('\0'); end >= 0; end = line.indexOf('\0', start)) {
            words.add(line.substring(start, end));
            start = end + 1;
        }
        return words;
    }
}
