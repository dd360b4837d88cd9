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
 * A command line to be run to its end in a process of its own, with nothing on its standard input
 * unless some is given.
 */
final class LaunchedCommand {
    /** Where the image under test is. */
    static final Path HOME =
            Path.of(System.getProperty("ipckit.home")).toAbsolutePath().normalize();

    private static final long WATCHDOG_SECONDS = 60;

    private final List<String> words;
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private Path directory = Path.of("/");
    private byte[] input = {};

    private LaunchedCommand(List<String> words) {
        this.words = words;
    }

    /** The result of a process. */
    record Result(int code, byte[] output, String errors) {
        /** Standard output as text. */
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }

        /** Fails unless the process ended with {@code code}; returns this. */
        Result expect(int expected) {
            assertEquals(expected, code, errors);
            return this;
        }
    }

    /** Returns a program of the image, by its launcher. */
    static LaunchedCommand of(String program, String... arguments) {
        return at(HOME.resolve("bin").resolve(program).toString(), arguments);
    }

    /** Any executable: a path, or a name to be looked for in {@code PATH}. */
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

    /** Starts from an empty environment instead of the one of the tests. */
    LaunchedCommand withoutEnvironment() {
        environment.clear();
        return this;
    }

    /** Sets the working directory. */
    LaunchedCommand in(Path there) {
        directory = there;
        return this;
    }

    /** Sets what is on standard input. */
    LaunchedCommand fed(byte[] bytes) {
        input = bytes;
        return this;
    }

    /** Runs to the end; one that does not end within a minute is killed and fails the test. */
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
        Path in = Files.write(files.resolve("in"), input);
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
