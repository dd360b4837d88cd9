package ipckit.dist.prodcons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.dist.LaunchedCommand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs {@code ipc-prodcons} in a test. */
final class ProgramProcess implements AutoCloseable {
    /** The longest time that a test waits for a process, in seconds. */
    static final long WATCHDOG_SECONDS = 90;

    private final Path output;
    private final Path errors;
    private final Process process;

    /**
     * Starts the process.
     *
     * @param directory the directory for the files that contain the input and output of the
     *     process. Its subdirectory {@code home} is the {@code IPC_DIR} of the process.
     * @param input the text on the process's stdin
     */
    ProgramProcess(Path directory, String input, List<String> arguments) throws IOException {
        Path in = Files.writeString(Files.createTempFile(directory, "input", ""), input);
        output = Files.createTempFile(directory, "output", "");
        errors = Files.createTempFile(directory, "errors", "");
        List<String> words = new ArrayList<>();
        words.add(LaunchedCommand.HOME.resolve("bin/ipc-prodcons").toString());
        words.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("IPC_DIR", directory.resolve("home").toString());
        builder.redirectInput(in.toFile());
        builder.redirectOutput(output.toFile());
        builder.redirectError(errors.toFile());
        process = builder.start();
    }

    /** The exit code and the output of a process that has ended. */
    record Result(int code, String output, String errors) {
        /**
         * Fails unless the process ended with the exit code {@code expected}. Returns this result.
         */
        Result expect(int expected) {
            assertEquals(expected, code, errors + output);
            return this;
        }

        /** Fails unless stdout contains {@code text}. Returns this result. */
        Result prints(String text) {
            assertTrue(output.contains(text), "no '" + text + "' in: " + output);
            return this;
        }

        /** Fails unless stderr contains {@code text}. Returns this result. */
        Result reports(String text) {
            assertTrue(errors.contains(text), "no '" + text + "' in: " + errors);
            return this;
        }
    }

    /** Waits for the end of the process. Fails when the process does not end within 90 seconds. */
    Result await() throws IOException, InterruptedException {
        assertTrue(process.waitFor(WATCHDOG_SECONDS, TimeUnit.SECONDS), "the process does not end");
        return new Result(process.exitValue(), output(), Files.readString(errors));
    }

    /** Returns the text that the process has written to stdout so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Returns the process. */
    Process process() {
        return process;
    }

    /** Kills the process and the processes that it has started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
