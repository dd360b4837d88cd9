package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command line that a test runs in a process of its own. The standard input of the process is
 * empty.
 */
public final class LaunchedCommand {
    /** The root directory of the distribution under test. Its programs are in {@code bin}. */
    public static final Path HOME =
            Path.of(System.getProperty("ipckit.home")).toAbsolutePath().normalize();

    private static final long WATCHDOG_SECONDS = 60;

    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private Path directory = Path.of("/");

    private LaunchedCommand(List<String> words) {
        this.words = words;
    }

    record Result(int code, byte[] output, String errors) {
        /** Returns standard output as text. */
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** Checks that the exit code is {@code expected}. Returns this result. */
        Result expect(int expected) {
            assertEquals(expected, code, errors);
            return this;
        }
    }

    /** Returns a command line that runs a program of the distribution. */
    static LaunchedCommand of(String program, String... arguments) {
        return at(HOME.resolve("bin").resolve(program).toString(), arguments);
    }

    /**
     * Returns a command line that runs any executable: a path, or a name that is searched for in
     * {@code PATH}.
     */
    static LaunchedCommand at(String executable, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(executable);
        words.addAll(List.of(arguments));
        return new LaunchedCommand(words);
    }

    /** Sets a variable of the environment. */
    LaunchedCommand with(String variable, String value) {
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

    /**
     * Runs the command and waits until it has ended. If the command has not ended after a minute,
     * kills the command and fails the test.
     */
    Result run() {
        try {
            Path files = Files.createTempDirectory("ipckit-command-");
            try {
                return run(files);
            } finally {
                Trees.delete(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result run(Path files) throws IOException {
        Path in = Files.createFile(files.resolve("in"));
        Path out = files.resolve("out");
        Path errors = files.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(WATCHDOG_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + words);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + words, e);
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readAllBytes(out), Files.readString(errors));
    }
}
