package ipckit.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that runs a {@link LaunchedCommand}. */
public final class LaunchedProcess implements AutoCloseable {
    /** The longest time that a test waits for a process, in seconds. */
    public static final long WATCHDOG_SECONDS = 300;

    private final Process process;
    private final Path output;
    private final Path errors;

    LaunchedProcess(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /** Waits for the end of the process. Fails if the process does not end within five minutes. */
    public CommandResult await() throws IOException {
        try {
            if (!process.waitFor(WATCHDOG_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end: " + process.info().commandLine());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted: " + process.info().commandLine(), e);
        }
        return new CommandResult(process.exitValue(), output(), Files.readString(errors));
    }

    /** Returns the text that the process has written to standard output so far. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Returns the process. */
    public Process process() {
        return process;
    }

    /** Kills the process and the processes that it has started. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
