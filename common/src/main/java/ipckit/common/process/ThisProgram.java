package ipckit.common.process;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the program of this process again as a child process, with the same Java runtime and
 * options, and with other arguments.
 *
 * <p>The class reads the command line from {@code /proc/self}, because {@link ProcessHandle.Info}
 * cuts off a class path that is longer than one memory page. The class works for a program in a
 * runtime image (a Java runtime made by jlink that contains the program), for a program on a class
 * path, and for a native binary.
 */
public final class ThisProgram {
    private static final Path PROC_SELF = Path.of("/proc/self");
    private static final String NATIVE = "org.graalvm.nativeimage.imagecode";

    private ThisProgram() {}

    /**
     * Starts the program with a pipe to its standard input, a pipe from its standard output, and
     * this process's standard error. The child inherits no other descriptors, and outlives this
     * process unless the caller ends it.
     *
     * @param main the main class of the program
     * @param arguments the program's arguments
     * @param environment variables to set; a null value removes the variable
     * @throws IpcException FAILED if /proc is not mounted; also the exceptions of {@link
     *     ProcessLaunch#start}
     */
    public static ChildProcess start(
            Class<?> main, List<String> arguments, Map<String, String> environment) {
        List<byte[]> words = command(main);
        words.addAll(OwnCommandLine.bytesOf(arguments));
        ProcessLaunch launch =
                new ProcessLaunch(words)
                        .isolated()
                        .withVariablesOfJvm()
                        .pipingStdin()
                        .pipingStdout();
        environment.forEach(launch::with);
        return launch.start();
    }

    /**
     * Returns the path of another program of ipckit if that program is in the same directory as
     * this program. Otherwise returns the name of the other program, which is then searched for on
     * PATH.
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

    /** Returns the words of a command line that starts the program without arguments. */
    private static List<byte[]> command(Class<?> main) {
        try {
            List<byte[]> words = new ArrayList<>();
            words.add(bytes(Files.readSymbolicLink(PROC_SELF.resolve("exe")).toString()));
            if (System.getProperty(NATIVE) != null) {
                return words;
            }
            // A JVM that cannot start would print several lines. These options suppress them,
            // because the caller already reports the end of the child in one line.
            words.add(bytes("-XX:+UnlockDiagnosticVMOptions"));
            words.add(bytes("-XX:-DisplayVMOutput"));
            List<byte[]> line = OwnCommandLine.words();
            for (int i = 1; i < line.size(); i++) {
                words.add(line.get(i));
                String word = new String(line.get(i), StandardCharsets.ISO_8859_1);
                if (word.equals(main.getName()) || word.endsWith("/" + main.getName())) {
                    return words;
                }
            }
        } catch (IOException e) {
            throw new IpcException(Category.FAILED, "cannot read /proc/self: is /proc mounted?", e);
        }
        return ofClassPath(main);
    }

    /**
     * Returns the words of a command line that starts {@code main} from the class path. This
     * command line is used if the command line of this process does not contain {@code main}, for
     * example because a test runner is the main class of this process.
     */
    static List<byte[]> ofClassPath(Class<?> main) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String access = "--enable-native-access=ALL-UNNAMED";
        String classes = System.getProperty("java.class.path");
        return Stream.of(java, access, "-cp", classes, main.getName())
                .map(ThisProgram::bytes)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(OwnCommandLine.charset());
    }
}
