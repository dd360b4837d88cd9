package ipckit.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks the protocols' models in {@code src/model} with Spin. Each model is valid, and Spin finds
 * an error in each deliberately wrong variant. {@code -Dipckit.models=--long} checks larger bounds.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class ModelsIT {
    @Test
    void modelsHoldAndNaiveVariantsFail() throws IOException, InterruptedException {
        Path log = Files.createDirectories(Path.of("target")).resolve("models.log");
        Process check =
                new ProcessBuilder(
                                "bash",
                                "src/model/check.sh",
                                System.getProperty("ipckit.models", "--quick"))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertEquals(0, check.waitFor(), () -> "see " + log.toAbsolutePath());
        } finally {
            check.descendants().forEach(ProcessHandle::destroyForcibly);
            check.destroyForcibly();
        }
    }
}
