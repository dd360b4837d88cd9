package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs every example of the documentation. Each example must exit with 0. If the documentation
 * shows the output of an example, the example must print exactly this output.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class ExamplesIT {
    /**
     * The longest time that an example may run. The example with the most processes takes half a
     * minute, and several minutes on an overloaded machine.
     */
    private static final long WATCHDOG_SECONDS = 900;

    @TestFactory
    List<DynamicTest> examples() throws IOException {
        List<Example> all = Example.all();
        assertFalse(all.isEmpty());
        return all.stream()
                .map(example -> dynamicTest(example.place(), () -> run(example)))
                .toList();
    }

    private static String assignment(String variable, Path value) {
        return variable + "='" + value + "'\n";
    }

    private static void run(Example example) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("ipckit-example-");
        try {
            Path script = directory.resolve(example.place().replace(':', '-') + ".sh");
            Files.writeString(
                    script,
                    "set -euo pipefail\n"
                            + assignment("REPOSITORY", Example.REPOSITORY)
                            + assignment("BIN", LaunchedCommand.BIN)
                            + assignment("SHARE", LaunchedCommand.SHARE)
                            + example.script());
            String printed =
                    new BashSession(example.place(), List.of(script.toString()), WATCHDOG_SECONDS)
                            .run();
            if (example.printed() != null) {
                assertEquals(example.printed(), printed);
            }
        } finally {
            Trees.delete(directory);
        }
    }
}
