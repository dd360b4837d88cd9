package ipckit.dist.prodcons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.dist.CommandResult;
import ipckit.dist.LaunchedCommand;
import ipckit.dist.LaunchedProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that runs {@code ipc-prodcons run}. */
final class DemoProcess {
    private static final long LIMIT_NANOS =
            TimeUnit.SECONDS.toNanos(LaunchedProcess.WATCHDOG_SECONDS);

    private final Path home;
    private final LaunchedProcess program;

    /**
     * Starts the process.
     *
     * @param options the options of {@code run}, separated by blanks
     */
    DemoProcess(Path directory, String options) throws IOException {
        home = directory.resolve("home");
        program =
                LaunchedCommand.of("ipc-prodcons", ("run " + options).split(" "))
                        .with("IPC_DIR", home.toString())
                        .start(directory);
    }

    /**
     * Runs the process to its end. Fails when the process does not end within five minutes, or
     * leaves a buffer or another object in {@code IPC_DIR}.
     */
    static CommandResult run(Path directory, String options)
            throws IOException, InterruptedException {
        DemoProcess run = new DemoProcess(directory, options);
        try (run.program) {
            CommandResult result = run.await();
            run.assertNothingLeft(List.of());
            return result;
        }
    }

    CommandResult await() throws IOException {
        return program.await();
    }

    Process process() {
        return program.process();
    }

    /**
     * Waits until the output shows the step with the number {@code step}, and returns the worker
     * processes. Fails if the process ends before this step, or if the step does not come within
     * five minutes.
     */
    List<ProcessHandle> workersAtStep(int step) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!program.output().contains("\n" + " ".repeat(3) + step + "  {")) {
            assertTrue(System.nanoTime() < end && process().isAlive(), "the run does not begin");
            Thread.sleep(20);
        }
        return process().children().toList();
    }

    /**
     * Waits at most five minutes until all workers have ended and {@code IPC_DIR} contains no
     * object. Fails if a worker or an object still exists after this time.
     */
    void assertNothingLeft(List<ProcessHandle> workers) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (System.nanoTime() < end
                && (workers.stream().anyMatch(ProcessHandle::isAlive) || !objects().isEmpty())) {
            Thread.sleep(20);
        }
        assertEquals(List.of(), workers.stream().filter(ProcessHandle::isAlive).toList());
        assertEquals(List.of(), objects());
    }

    private List<Path> objects() throws IOException {
        if (!Files.exists(home)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(home)) {
            return found.toList();
        }
    }
}
