package ipckit.common;

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

/**
 * Runs the JCStress tests of {@code src/jcstress}. JCStress fails if a test observes a result that
 * the test does not declare as allowed. The property {@code -Dipckit.stress} passes options to
 * JCStress.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class StressIT {
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
        CheckerProgram.run(directory, directory.resolve("stress.log"), words);
    }
}
