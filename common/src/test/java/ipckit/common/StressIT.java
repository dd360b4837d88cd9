package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.os.Membarrier;

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
    private static final Path DIRECTORY = Path.of("target/jcstress").toAbsolutePath();
    private static final Path LOG = DIRECTORY.resolve("stress.log");

    private static final Pattern ALL_PASSED =
            Pattern.compile("(\\d+) planned; \\1 passed, 0 failed, 0 soft errs, 0 hard errs");

    /** Matches the summary if a test observed a result that it declares as interesting. */
    private static final Pattern INTERESTING = Pattern.compile("Interesting tests: [1-9]");

    private static final int MOST_RUNS = 20;

    /**
     * Runs all tests. Then runs {@code LightFenceAlone}, which lacks a fence, until it observes
     * that the fence is missing. On a busy machine, this may take several runs.
     */
    @Test
    void memoryOrdersAreLawful() throws IOException, InterruptedException {
        String log = stress();
        assertTrue(ALL_PASSED.matcher(log).find(), () -> "see " + LOG);
        if (!Membarrier.onAllProcessors()) {
            return; // The kernel refuses light fences, so all tests have executed full fences.
        }
        for (int runs = 1; !INTERESTING.matcher(log).find(); runs++) {
            assertTrue(runs < MOST_RUNS, () -> "LightFenceAlone has not failed, see " + LOG);
            log = stress("-t", "LightFenceAlone");
        }
    }

    /** Runs JCStress, and returns what it has printed. */
    private static String stress(String... options) throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        String tests =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("--enable-native-access=ALL-UNNAMED");
        words.addAll(List.of("-cp", DIRECTORY.resolve("classes") + File.pathSeparator + tests));
        words.add("org.openjdk.jcstress.Main");
        words.addAll(List.of(System.getProperty("ipckit.stress").split(" ")));
        words.addAll(List.of(options));
        CheckerProgram.run(DIRECTORY, LOG, words);
        return Files.readString(LOG);
    }
}
