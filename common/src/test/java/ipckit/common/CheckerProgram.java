package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An external program that checks the code and exits with 0 if it finds no fault. */
final class CheckerProgram {
    private CheckerProgram() {}

    /** Runs the program until it ends, and asserts that it exits with 0. */
    static void run(Path directory, Path log, List<String> words)
            throws IOException, InterruptedException {
        Process checker =
                new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertEquals(0, checker.waitFor(), () -> "see " + log);
        } finally {
            checker.descendants().forEach(ProcessHandle::destroyForcibly);
            checker.destroyForcibly();
        }
    }
}
