package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * This very program, started once more as a process of its own: same runtime, same options, another
 * verb.
 *
 * <p>How it was started is read from {@code /proc/self}: unlike {@link ProcessHandle.Info}, which
 * sees one page of it, that has the whole of a long class path. So it works from the runtime image,
 * from a class path, and as a native binary.
 */
public final class ThisProgram {
    private static final Path PROC_SELF = Path.of("/proc/self");
    private static final String NATIVE = "org.graalvm.nativeimage.imagecode";

    private ThisProgram() {}

    /**
     * Starts it with pipes as standard input and output, and our standard error.
     *
     * @param main the class whose {@code main} the program begins with
     * @param arguments what follows the program's name
     * @param environment variables to be set on top of ours; null takes one away
     * @throws IpcException CANNOT_RUN
     */
    public static Process start(
            Class<?> main, List<String> arguments, Map<String, String> environment) {
        List<String> words = command(main);
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        environment.forEach(
                (name, value) -> {
                    if (value == null) {
                        builder.environment().remove(name);
                    } else {
                        builder.environment().put(name, value);
                    }
                });
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IpcException(Category.CANNOT_RUN, "cannot run " + words.getFirst(), e);
        }
    }

    /**
     * Another program of the kit, by its path if it lies where this one does; else by its name, to
     * be found on PATH.
     */
    public static String beside(String name) {
        try {
            Path bin =
                    System.getProperty(NATIVE) != null
                            ? Files.readSymbolicLink(PROC_SELF.resolve("exe")).getParent()
                            : Path.of(System.getProperty("java.home"), "..", "..", "bin");
            Path program = bin.resolve(name).normalize();
            return Files.isExecutable(program) ? program.toString() : name;
        } catch (IOException e) {
            return name;
        }
    }

    /** The words before the program's own arguments. */
    private static List<String> command(Class<?> main) {
        try {
            List<String> words = new ArrayList<>();
            words.add(Files.readSymbolicLink(PROC_SELF.resolve("exe")).toString());
            if (System.getProperty(NATIVE) != null) {
                return words;
            }
            List<byte[]> line = OwnCommandLine.words();
            for (int i = 1; i < line.size(); i++) {
                String word = new String(line.get(i), OwnCommandLine.charset());
                words.add(word);
                if (word.equals(main.getName()) || word.endsWith("/" + main.getName())) {
                    return words;
                }
            }
        } catch (IOException e) {
            throw new IpcException(Category.FAILED, "cannot read /proc/self: is /proc mounted?", e);
        }
        return ofClassPath(main);
    }

    /** When somebody else's {@code main} called ours. */
    private static List<String> ofClassPath(Class<?> main) {
        return new ArrayList<>(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
    }
}
