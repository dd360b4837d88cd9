package ipckit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One script of {@code src/test/bash}, run by a bash of its own session. It finds the launchers
 * first in {@code PATH}, an empty {@code IPC_DIR} in memory, and stands in an empty directory; both
 * are deleted afterwards. It must end with 0, within the time that a line {@code # watchdog: 300s}
 * gives it (else two minutes), and leave no process behind. {@code IPCKIT_TORTURE} says whether the
 * tests that kill processes are to be {@code short} or {@code long}.
 */
record BashScript(Path file) {
    private static final Pattern WATCHDOG = Pattern.compile("(?m)^# watchdog: ([0-9]+)s$");
    private static final long DEFAULT_SECONDS = 240;
    private static final long GRACE_MILLIS = 2000;

    /**
     * Runs it; throws what went wrong, with all that the script printed.
     *
     * @return what it printed, to both streams
     */
    String run() throws IOException, InterruptedException {
        Path memory = Path.of("/dev/shm");
        Path directory =
                Files.isDirectory(memory)
                        ? Files.createTempDirectory(memory, "ipckit-test-")
                        : Files.createTempDirectory("ipckit-test-");
        try {
            return run(directory);
        } finally {
            Trees.delete(directory);
        }
    }

    private String run(Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Descendants descendants = new Descendants();
        Process bash = start(directory, output, descendants.mark());
        try {
            if (!bash.waitFor(seconds(), TimeUnit.SECONDS)) {
                List<String> running = descendants.aliveAfter(0);
                throw failure("still running after " + seconds() + " s: " + running, output);
            }
            List<String> left = descendants.aliveAfter(GRACE_MILLIS);
            if (bash.exitValue() != 0) {
                throw failure("exit code " + bash.exitValue(), output);
            }
            if (!left.isEmpty()) {
                throw failure("left behind " + left, output);
            }
            return printed(output);
        } finally {
            descendants.kill();
        }
    }

    private Process start(Path directory, Path output, String mark) throws IOException {
        Path work = Files.createDirectory(directory.resolve("work"));
        ProcessBuilder builder =
                new ProcessBuilder("setsid", "--wait", "bash", file.toString())
                        .directory(work.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        var environment = builder.environment();
        environment.put(Descendants.VARIABLE, mark);
        environment.put("IPC_DIR", Files.createDirectory(directory.resolve("objects")).toString());
        environment.put("PATH", Command.HOME.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("TMPDIR", work.toString());
        environment.put("IPCKIT_TORTURE", System.getProperty("ipckit.torture", "short"));
        return builder.start();
    }

    private long seconds() throws IOException {
        Matcher line = WATCHDOG.matcher(Files.readString(file));
        return line.find() ? Long.parseLong(line.group(1)) : DEFAULT_SECONDS;
    }

    private AssertionError failure(String what, Path output) throws IOException {
        return new AssertionError(file.getFileName() + ": " + what + "\n" + printed(output));
    }

    private static String printed(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
}
