package ipckit.common.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The child processes of a test. Each child is a JVM. When this object is closed, all children are
 * killed.
 */
public final class Children implements AutoCloseable {
    private final List<Process> started = new ArrayList<>();
    private final ChildImage image;
    private final Path errors;

    /**
     * Creates an empty set of children. Before the first child starts, the main class {@code
     * training} runs once. The JVM creates an AOT cache from this run, so that each child starts
     * faster.
     *
     * @param training a main class that uses most of the tested classes
     * @param errors the file that collects the standard error of the children
     */
    public Children(Class<?> training, Path errors) {
        this.image = ChildImage.trainedBy(training);
        this.errors = errors;
    }

    /** Starts a child that runs a main class, with pipes as its standard input and output. */
    public Process start(Class<?> main, Map<String, String> environment, String... arguments) {
        return startUnder(List.of(), main, environment, arguments);
    }

    /**
     * Starts a child that runs a main class, like {@link #start}, through a program that runs a
     * command.
     *
     * @param prefix the program and its arguments, which precede the command; empty for no program
     */
    public Process startUnder(
            List<String> prefix,
            Class<?> main,
            Map<String, String> environment,
            String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(image.command(main, List.of(arguments)));
        ProcessBuilder builder = new ProcessBuilder(command);
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

    /** Kills a child with SIGKILL and waits until it ends. */
    public static void kill(Process child) {
        child.destroyForcibly();
        exitCode(child);
    }

    /** Sends a signal, for example "STOP" or "CONT", to a child. */
    public static void signal(Process child, String name) {
        try {
            String command = "kill -" + name + " " + child.pid();
            new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until a child ends, and returns its exit status, which is 128 + n if signal n ended the
     * child.
     */
    public static int exitCode(Process child) {
        try {
            if (!child.waitFor(5, TimeUnit.MINUTES)) {
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
