package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Runs the JCStress tests of {@code src/jcstress}. JCStress fails if a test observes a result that
 * the test does not declare as allowed. JCStress succeeds even if it cannot run a test. Therefore
 * this class also checks the number of passed tests. The property {@code -Dipckit.stress} passes
 * options to JCStress.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class StressIT {
    private static final Pattern ALL_PASSED =
            Pattern.compile("(\\d+) planned; \\1 passed, 0 failed, 0 soft errs, 0 hard errs");

    @Test
    void memoryOrdersAreLawful() throws IOException, InterruptedException {
        Path directory = Files.createDirectories(Path.of("target/jcstress")).toAbsolutePath();
        String tests =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("--enable-native-access=ALL-UNNAMED");
        words.addAll(List.of("-cp", directory.resolve("classes") + File.pathSeparator + tests));
        words.add("org.openjdk.jcstress.Main");
        words.addAll(List.of(System.getProperty("ipckit.stress").split(" ")));
        Path log = directory.resolve("stress.log");
        CheckerProgram.run(directory, log, words);
        assertTrue(ALL_PASSED.matcher(Files.readString(log)).find(), () -> "see " + log);
    }
}
