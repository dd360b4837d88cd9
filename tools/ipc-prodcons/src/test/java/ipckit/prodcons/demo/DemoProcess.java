package ipckit.prodcons.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.testkit.ChildImage;
import ipckit.prodcons.CommandTraining;
import ipckit.prodcons.Main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that runs {@code ipc-prodcons run} with an {@code IPC_DIR} of its own. */
final class DemoProcess {
    private static final long WATCHDOG_SECONDS = 90;
    private static final long GRACE_NANOS = 10_000_000_000L;

    private final Path home;
    private final Path output;
    private final Path errors;
    private final Process process;

    private DemoProcess(Path directory, String... arguments) throws IOException {
        home = directory.resolve("home");
        output = directory.resolve("output");
        errors = directory.resolve("errors");
        List<String> words = new ArrayList<>(List.of("run"));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(
                        ChildImage.trainedBy(CommandTraining.class).command(Main.class, words));
        builder.environment().put("IPC_DIR", home.toString());
        process =
                builder.redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
    }

    /** The exit code and the output of a process that has ended. */
    record Result(int code, String output, String errors) {
        /** Fails unless the process ended with {@code code}; returns this. */
        Result expect(int expected) {
            assertEquals(expected, code, errors + output);
            return this;
        }

        /** Fails unless stdout contains {@code text}; returns this. */
        Result prints(String text) {
            assertTrue(output.contains(text), "no '" + text + "' in: " + output);
            return this;
        }

        /** Fails unless stderr contains {@code text}; returns this. */
        Result reports(String text) {
            assertTrue(errors.contains(text), "no '" + text + "' in: " + errors);
            return this;
        }
    }

    static DemoProcess start(Path directory, String... arguments) throws IOException {
        return new DemoProcess(directory, arguments);
    }

    /** Runs the process to its end; fails unless it ends within 90 seconds and leaves no object. */
    static Result run(Path directory, String... arguments)
            throws IOException, InterruptedException {
        DemoProcess run = start(directory, arguments);
        try {
            Result result = run.await();
            run.assertNothingLeft(List.of());
            return result;
        } finally {
            run.process.destroyForcibly();
        }
    }

    Result await() throws IOException, InterruptedException {
        assertTrue(process.waitFor(WATCHDOG_SECONDS, TimeUnit.SECONDS), "the run does not end");
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    Process process() {
        return process;
    }

    /** Waits at most 90 seconds until the trace shows a step, and returns the workers. */
    List<ProcessHandle> workersAtStep(int step) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WATCHDOG_SECONDS);
        while (!Files.readString(output).contains("\n" + " ".repeat(3) + step + "  {")) {
            assertTrue(System.nanoTime() < end && process.isAlive(), "the run does not begin");
            Thread.sleep(20);
        }
        return process.children().toList();
    }

    /**
     * Fails unless, within 10 seconds, all workers end and no object is left in {@code IPC_DIR}.
     */
    void assertNothingLeft(List<ProcessHandle> workers) throws IOException, InterruptedException {
        long end = System.nanoTime() + GRACE_NANOS;
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
        try (Stream<Path> found = Files.walk(home)) {
            return found.filter(path -> home.relativize(path).getNameCount() > 1).toList();
        }
    }
}
