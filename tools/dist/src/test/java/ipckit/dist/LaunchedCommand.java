package ipckit.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line that a test runs in a process of its own. By default, the standard input of the
 * process is empty, its working directory is the root directory, and it inherits the environment of
 * the tests.
 */
public final class LaunchedCommand {
    /**
     * The directory of the programs under test, which may be links to an installation. The system
     * property {@code ipckit.bin} contains its path. A relative path begins at the root of the
     * repository.
     */
    public static final Path BIN =
            Example.REPOSITORY.resolve(System.getProperty("ipckit.bin")).normalize();

    /** The directory of the manual pages, completions and examples that belong to the programs. */
    static final Path SHARE = BIN.resolveSibling("share");

    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private Path directory = Path.of("/");
    private String input = "";

    private LaunchedCommand(List<String> words) {
        this.words = words;
    }

    /** Returns a command line that runs a program of the distribution. */
    public static LaunchedCommand of(String program, String... arguments) {
        return at(BIN.resolve(program).toString(), arguments);
    }

    /**
     * Returns whether the programs under test run in a Java runtime. Otherwise they are native
     * binaries.
     */
    static boolean isImage() {
        try {
            Path bin = BIN.resolve("ipckit").toRealPath().getParent();
            return Files.isDirectory(bin.resolveSibling("lib/runtime"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a command line that runs any executable: a path, or a name that is searched for in
     * {@code PATH}.
     */
    public static LaunchedCommand at(String executable, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(executable);
        words.addAll(List.of(arguments));
        return new LaunchedCommand(words);
    }

    /** Sets a variable of the environment. */
    public LaunchedCommand with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Removes all variables that the command would inherit from the tests. */
    LaunchedCommand withoutEnvironment() {
        environment.clear();
        return this;
    }

    /** Sets the working directory. */
    LaunchedCommand in(Path there) {
        directory = there;
        return this;
    }

    /** Sets the text on standard input. */
    public LaunchedCommand reading(String text) {
        input = text;
        return this;
    }

    /**
     * Runs the command and waits until it has ended. If the command has not ended after five
     * minutes, kills the command and fails the test.
     */
    public CommandResult run() {
        try {
            Path files = Files.createTempDirectory("ipckit-command-");
            try (LaunchedProcess process = start(files)) {
                return process.await();
            } finally {
                Trees.delete(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the command. The caller closes the returned process.
     *
     * @param files the directory for the files that contain the standard input, the standard output
     *     and the standard error of the process
     */
    public LaunchedProcess start(Path files) throws IOException {
        Path in = Files.writeString(Files.createTempFile(files, "input", ""), input);
        Path output = Files.createTempFile(files, "output", "");
        Path errors = Files.createTempFile(files, "errors", "");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new LaunchedProcess(builder.start(), output, errors);
    }
}
