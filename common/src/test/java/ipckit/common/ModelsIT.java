package ipckit.common;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Checks the models of the protocols in {@code src/model} with Spin. Spin must find no error in a
 * model, and must find an error in each deliberately wrong variant of the model. By default, the
 * test checks only some models with small bounds. With {@code -Dipckit.models=--long}, it checks
 * all models, also with larger bounds.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class ModelsIT {
    @Test
    void modelsHoldAndNaiveVariantsFail() throws IOException, InterruptedException {
        Path log =
                Files.createDirectories(Path.of("target").toAbsolutePath()).resolve("models.log");
        String bounds = System.getProperty("ipckit.models", "--quick");
        CheckerProgram.run(
                Path.of("").toAbsolutePath(), log, List.of("bash", "src/model/check.sh", bounds));
    }
}
