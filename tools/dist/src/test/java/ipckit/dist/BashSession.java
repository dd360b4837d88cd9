package ipckit.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A bash process with a session (see setsid(2)) of its own. Each test of a script or of an example
 * runs in such a process.
 *
 * <p>These environment variables are set for the session:
 *
 * <ul>
 *   <li>{@code PATH} begins with the directory of the launchers under test.
 *   <li>{@code TMPDIR} is an empty directory, in which the bash starts. {@code IPC_DIR} is another
 *       empty directory. Both are deleted afterwards.
 *   <li>{@code IPCKIT_TORTURE} is the duration of the tests that kill processes at random: {@code
 *       short} or {@code long}.
 *   <li>{@code IPCKIT_TEST_LIB} is the directory of the shell libraries for test scripts.
 * </ul>
 *
 * @param title the name of the session in error messages
 * @param arguments the words after {@code bash}
 * @param seconds the time limit in seconds; a session that runs longer is killed and fails
 */
record BashSession(String title, List<String> arguments, long seconds) {
    private static final Path LIBRARY = Path.of("src/test/bash/lib").toAbsolutePath();

    /**
     * The longest time in milliseconds that descendants may take to end. It must be longer than the
     * time between TERM and KILL of a process tree, 2 s by default: a command that starts just
     * while TERM is sent misses TERM, and ends by KILL.
     */
    private static final long GRACE_MILLIS = 10_000;

    /**
     * Runs the session to its end.
     *
     * @return standard output and standard error of the session as one text
     * @throws AssertionError if the session does not exit with 0, exceeds its time limit, or leaves
     *     a process behind; the message contains the output of the session
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
        boolean allEnded = false;
        try {
            if (!bash.waitFor(seconds, TimeUnit.SECONDS)) {
                List<String> running = descendants.aliveAfter(0);
                throw failure("still running after " + seconds + " s: " + running, output);
            }
            List<String> left = descendants.aliveAfter(GRACE_MILLIS);
            allEnded = left.isEmpty();
            if (bash.exitValue() != 0) {
                throw failure("exit code " + bash.exitValue(), output);
            }
            if (!allEnded) {
                throw failure("left processes behind: " + left, output);
            }
            return printed(output);
        } finally {
            if (!allEnded) {
                descendants.kill();
            }
        }
    }

    private Process start(Path directory, Path output, String mark) throws IOException {
        Path work = Files.createDirectory(directory.resolve("work"));
        List<String> words = new ArrayList<>(List.of("setsid", "--wait", "bash"));
        words.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .directory(work.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        var environment = builder.environment();
        environment.put(Descendants.VARIABLE, mark);
        environment.put("IPC_DIR", Files.createDirectory(directory.resolve("objects")).toString());
        environment.put("PATH", LaunchedCommand.BIN + ":" + environment.get("PATH"));
        environment.put("TMPDIR", work.toString());
        environment.put("IPCKIT_TEST_LIB", LIBRARY.toString());
        environment.put("IPCKIT_TORTURE", System.getProperty("ipckit.torture", "short"));
        return builder.start();
    }

    private AssertionError failure(String what, Path output) throws IOException {
        return new AssertionError(title + ": " + what + "\n" + printed(output));
    }

    private static String printed(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    }
}
