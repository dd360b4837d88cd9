package ipckit.common.process;

import ipckit.common.ExactText;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.PathBytes;
import ipckit.common.os.ExecutableSearch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the program of this process again, and finds the other programs of ipckit. Works for a
 * program in a runtime image (a Java runtime made by jlink that contains the program), for a
 * program on a class path, and for a native binary.
 *
 * <p>An upgrade may replace or delete the files of a program while the program runs. Therefore a
 * program has two paths. The path of its <em>executable file</em> leads to the version that is
 * running; this path is used as long as the file exists. The path by which the user <em>called</em>
 * the program leads to the version that is installed now.
 *
 * <p>The class reads the command line from {@code /proc/self}, because {@link ProcessHandle.Info}
 * cuts off a class path that is longer than one memory page. This class is safe for several
 * threads.
 */
public final class ThisProgram {
    private static final Path PROC_SELF = Path.of("/proc/self");
    private static final String NATIVE = "org.graalvm.nativeimage.imagecode";

    /**
     * The largest number of symbolic links that this class follows in a chain. The kernel has the
     * same limit.
     */
    private static final int MOST_LINKS = 40;

    /**
     * The system property that contains the path by which the user called the launcher, which is
     * the script that starts the JVM. This class reads the value from the command line as bytes,
     * because the path need not be UTF-8.
     */
    private static final String LAUNCHER = "ipckit.launcher";

    /** The text that the kernel appends to the path of an executable file that was deleted. */
    private static final String DELETED = " (deleted)";

    /**
     * The name of this program if its executable file contains several programs; otherwise null.
     */
    private static volatile String selected;

    private ThisProgram() {}

    /**
     * Records that the executable file of this process contains several programs, and that this
     * process is the program {@code name}. To start this program again, the file must be called by
     * this name, or with this name as its first argument.
     */
    public static void select(String name) {
        selected = name;
    }

    /**
     * Starts the program with a pipe to its standard input, a pipe from its standard output, and
     * this process's standard error. The child inherits no other descriptors, and outlives this
     * process unless the caller ends it. The child is of the same version as this process, unless
     * an upgrade has deleted the runtime image of this version.
     *
     * @param main the main class of the program
     * @param arguments the program's arguments
     * @param environment variables to set; a null value removes the variable
     * @throws IpcException FAILED if /proc is not mounted; also the exceptions of {@link
     *     ProcessLaunch#start}
     */
    public static ChildProcess start(
            Class<?> main, List<String> arguments, Map<String, String> environment) {
        ProcessLaunch launch = launch(main, arguments);
        environment.forEach(launch::with);
        return launch.start();
    }

    /**
     * Starts the program as {@link #start} does, but independent of the user's session and
     * environment: the child has a session of its own without a terminal, and belongs to no {@link
     * ProcessTree}.
     *
     * @param variables the names of the variables that the child inherits
     */
    public static ChildProcess startDetached(
            Class<?> main, List<String> arguments, Set<String> variables) {
        return launch(main, arguments).detached().keepingOnly(variables).start();
    }

    static ProcessLaunch launch(Class<?> main, List<String> arguments) {
        try {
            boolean byLauncher = !isNative() && !Files.isExecutable(executable());
            List<byte[]> words = byLauncher ? asCalled() : sameVersion(main);
            words.addAll(OwnCommandLine.bytesOf(arguments));
            ProcessLaunch launch = new ProcessLaunch(words).isolated().pipingStdin().pipingStdout();
            return byLauncher ? launch : launch.withVariablesOfJvm();
        } catch (IOException e) {
            throw noProc(e);
        }
    }

    /**
     * Returns the words of a command line that starts this program without arguments. The first
     * word is the absolute path by which the user called this program, with its symbolic links.
     * After an upgrade, this path leads to the new version, even if the upgrade has deleted the
     * version of this process. If the path is unknown, the first word is the path of the executable
     * file of this process.
     *
     * @return a list that the caller may change
     * @throws IpcException FAILED if /proc is not mounted
     */
    public static List<byte[]> asCalled() {
        try {
            Path called = calledPath();
            if (called != null) {
                return selecting(called);
            }
            return isNative() ? selecting(undeletedExecutable()) : runtimeWords(mainWord());
        } catch (IOException e) {
            throw noProc(e);
        }
    }

    /**
     * Returns the first words of a command line that starts another program of ipckit. The first of
     * these cases that applies decides:
     *
     * <ul>
     *   <li>The directory of the path by which the user called this program has a link to the other
     *       program. The result is the path of the link, which stays valid after an upgrade.
     *   <li>The file of the other program is in the same directory as this program. The result is
     *       the path of that file.
     *   <li>The executable file of this program also contains the other program. The result is the
     *       path of this file, and the name of the other program.
     *   <li>Otherwise the result is the name of the other program, for a search on PATH.
     * </ul>
     *
     * @param name the name of the other program
     */
    public static List<String> beside(String name) {
        try {
            Path executable = executable();
            Path called = calledPath();
            Path bin = isNative() ? executable.getParent() : executable.resolve("../../../../bin");
            Path own = bin.resolve(name).normalize();
            Path installed = called == null ? own : called.resolveSibling(name);
            boolean hasOwn = Files.isExecutable(own);
            if (Files.isExecutable(installed) && (!hasOwn || Files.isSameFile(own, installed))) {
                return List.of(text(installed));
            }
            if (hasOwn) {
                return List.of(text(own));
            }
            return selected == null || !Files.isExecutable(executable)
                    ? List.of(name)
                    : List.of(text(executable), name);
        } catch (IOException e) {
            return List.of(name);
        }
    }

    /**
     * Returns the names by which this program was called: the last name of the called path and, if
     * this path is a symbolic link, the last name of each path to which the links lead. Returns an
     * empty list if the path is unknown.
     */
    public static List<String> calledNames() {
        try {
            Path called = calledPath();
            return called == null ? List.of() : names(called);
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<String> names(Path path) throws IOException {
        List<String> names = new ArrayList<>();
        Path file = path;
        while (Files.isSymbolicLink(file) && names.size() < MOST_LINKS) {
            names.add(text(file.getFileName()));
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        names.add(text(file.getFileName()));
        return names;
    }

    private static boolean isNative() {
        return System.getProperty(NATIVE) != null;
    }

    /**
     * Returns the path of the executable file of this process: of a native binary, or of the
     * command {@code java}. If the file was deleted, the last name of the path ends in {@code "
     * (deleted)"}.
     */
    private static Path executable() throws IOException {
        return Files.readSymbolicLink(PROC_SELF.resolve("exe"));
    }

    /**
     * Returns the path of the executable file of this process. If the file was deleted, returns the
     * path that the file had before.
     */
    private static Path undeletedExecutable() throws IOException {
        Path executable = executable();
        String name = ExactText.of(PathBytes.of(executable.getFileName()));
        return name.endsWith(DELETED)
                ? executable.resolveSibling(
                        PathBytes.path(name.substring(0, name.length() - DELETED.length())))
                : executable;
    }

    /** Returns the path by which the user has called this program, or null if it is unknown. */
    private static Path calledPath() throws IOException {
        List<byte[]> line = OwnCommandLine.words();
        if (isNative()) {
            byte[] name = line.getFirst();
            ExecutableSearch search = ExecutableSearch.of(name);
            if (search.isExecutable()) {
                return absolute(PathBytes.path(search.file()));
            }
            // If the name contains a slash, the name is the path, and an upgrade may have deleted
            // its file. If the name contains no slash, the path is unknown, because no directory of
            // PATH has an executable file of this name.
            return ExactText.of(name).contains("/") ? absolute(PathBytes.path(name)) : null;
        }
        if (System.getProperty(LAUNCHER) == null) {
            return null;
        }
        String option = "-D" + LAUNCHER + "=";
        for (byte[] word : line) {
            String text = ExactText.of(word);
            if (text.startsWith(option)) {
                return PathBytes.path(text.substring(option.length()));
            }
        }
        return null;
    }

    /**
     * Returns an absolute path. A relative path starts at the working directory. If the shell's
     * variable PWD names the working directory, the result begins with the value of PWD, because
     * this value may contain symbolic links, which the kernel's path does not contain.
     */
    private static Path absolute(Path path) {
        Path shell = PathBytes.inVariable("PWD");
        try {
            if (shell != null
                    && shell.isAbsolute()
                    && Files.isSameFile(shell, PROC_SELF.resolve("cwd"))) {
                return shell.resolve(path);
            }
        } catch (IOException e) {
            // PWD may name a deleted directory. Then the path is that of the working directory
            // according to the kernel.
        }
        return PathBytes.absolute(path);
    }

    /**
     * Returns the words of a command line that starts the same version of this program without
     * arguments.
     */
    private static List<byte[]> sameVersion(Class<?> main) throws IOException {
        List<byte[]> words = isNative() ? sameVersion() : runtimeWords(main.getName());
        return words == null ? ofClassPath(main) : words;
    }

    /**
     * Returns the words of a command line that starts the same native binary, even if its file was
     * deleted.
     */
    private static List<byte[]> sameVersion() throws IOException {
        Path executable = executable();
        return selecting(Files.isExecutable(executable) ? executable : PROC_SELF.resolve("exe"));
    }

    /**
     * Returns the words of a command line that starts this program by the path {@code file}. If the
     * file contains several programs, the words include the name of this program, unless the path
     * or a path to which its links lead ends in this name.
     */
    private static List<byte[]> selecting(Path file) throws IOException {
        List<byte[]> words = new ArrayList<>(List.of(PathBytes.of(file)));
        String name = selected;
        if (name != null && !names(file).contains(name)) {
            words.add(OwnCommandLine.bytesOf(name));
        }
        return words;
    }

    /**
     * Returns the words of a command line that starts {@code main} with the Java runtime and the
     * options of this process. Returns null if the command line of this process does not contain
     * {@code main}.
     *
     * @param main the name of the main class, or the word that names the main module
     */
    private static List<byte[]> runtimeWords(String main) throws IOException {
        List<byte[]> words = new ArrayList<>(List.of(PathBytes.of(executable())));
        // A JVM that cannot start would print several lines. These options suppress them, because
        // the caller already reports the end of the child in one line.
        words.add(OwnCommandLine.bytesOf("-XX:+UnlockDiagnosticVMOptions"));
        words.add(OwnCommandLine.bytesOf("-XX:-DisplayVMOutput"));
        List<byte[]> line = OwnCommandLine.words();
        for (int i = 1; i < line.size(); i++) {
            words.add(line.get(i));
            String word = new String(line.get(i), StandardCharsets.ISO_8859_1);
            if (word.equals(main) || word.endsWith("/" + main)) {
                return words;
            }
        }
        return null;
    }

    /** Returns the word of the command line that names the main class or the main module. */
    private static String mainWord() {
        String command = System.getProperty("sun.java.command", "");
        int end = command.indexOf(' ');
        return end < 0 ? command : command.substring(0, end);
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
                .map(word -> word.getBytes(OwnCommandLine.charset()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String text(Path path) {
        return ExactText.of(PathBytes.of(path));
    }

    private static IpcException noProc(IOException e) {
        return new IpcException(Category.FAILED, "cannot read /proc/self: is /proc mounted?", e);
    }
}
