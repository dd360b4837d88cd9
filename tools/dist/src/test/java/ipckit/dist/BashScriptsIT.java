package ipckit.dist;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every {@code src/test/bash/*.sh} is a test. */
final class BashScriptsIT {
    @TestFactory
    List<DynamicTest> scripts() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(Path.of("src/test/bash"), "*.sh")) {
            found.forEach(file -> files.add(file.toAbsolutePath()));
        }
        files.sort(null);
        return files.stream()
                .map(BashScript::new)
                .map(
                        script ->
                                dynamicTest(
                                        script.file().getFileName().toString(),
                                        script.file().toUri(),
                                        script::run))
                .toList();
    }
}
