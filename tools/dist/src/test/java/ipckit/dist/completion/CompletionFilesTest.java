package ipckit.dist.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

final class CompletionFilesTest {
    private static final Path DIRECTORY = Path.of("../../completions");

    @TestFactory
    Stream<DynamicTest> matchesTheDeclaration() throws IOException {
        return CompletionFiles.all().entrySet().stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file.getKey().toString(),
                                        () -> check(file.getKey(), file.getValue())));
    }

    private static void check(Path file, String declared) throws IOException {
        Path path = DIRECTORY.resolve(file);
        assertEquals(
                declared,
                Files.exists(path) ? Files.readString(path) : "",
                "completions/"
                        + file
                        + " is out of date; write it with:"
                        + " mvn -q -Dcompletions -pl tools/dist -am process-classes");
    }
}
