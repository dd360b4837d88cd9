package ipckit.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Child processes of a test, each a JVM of its own; none outlives this. */
public final class Children implements AutoCloseable {
    private final List<Process> started = new ArrayList<>();
    private final ChildImage image;
    private final Path errors;

    /**
     * @param training a main class of the module's tests from which their start is learnt: it does
     *     a little of everything that they do
     * @param errors where what they say on stderr is collected
     */
    public Children(Class<?> training, Path errors) {
        this.image = ChildImage.trainedBy(training);
        this.errors = errors;
    }

    /** Starts a main class of the tests; it may be read from and written to. */
    public Process start(Class<?> main, Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(image.command(main, List.of(arguments)));
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
        try {
            Process child = builder.start();
            started.removeIf(old -> !old.isAlive());
            started.add(child);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a child with SIGKILL, and returns when the kernel has. */
    public static void kill(Process child) {
        child.destroyForcibly();
        exitCode(child);
    }

    /** Sends a signal ("STOP", "CONT") to a child. */
    public static void signal(Process child, String name) {
        try {
            String command = "kill -" + name + " " + child.pid();
            new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for its end; 128 + n when a signal ended it. */
    public static int exitCode(Process child) {
        try {
            if (!child.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("child " + child.pid() + " does not end");
            }
            return child.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
        started.forEach(Children::exitCode);
    }
}
