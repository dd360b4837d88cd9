package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The completions in the shells themselves, against what the program says of itself. */
final class CompletionsIT {
    private static final String PROGRAM = "ipc-prodcons";
    private static final Help HELP = new Help(PROGRAM);

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("ipckit-completion-");
        Files.createDirectory(directory.resolve("home"));
        Path work = Files.createDirectory(directory.resolve("work"));
        Files.createFile(work.resolve("a-file"));
        for (String buffer : List.of("jobs", "get", ".new-draft-1-2")) {
            Files.createDirectories(directory.resolve("objects/buf").resolve(buffer));
        }
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        Trees.delete(directory);
    }

    @ParameterizedTest
    @EnumSource
    void offersEveryVerb(Shell shell) {
        assertEquals(sorted(HELP.verbs()), offers(shell, ""));
    }

    @ParameterizedTest
    @EnumSource
    void offersEveryOptionAndNoOther(Shell shell) {
        for (String verb : HELP.verbs()) {
            assertEquals(List.copyOf(HELP.options(verb)), offers(shell, verb, "-"), verb);
        }
    }

    @ParameterizedTest
    @EnumSource
    void offersEveryChoiceAndNoOther(Shell shell) {
        for (String verb : HELP.verbs()) {
            HELP.choices(verb)
                    .forEach(
                            (option, choices) ->
                                    assertEquals(
                                            sorted(choices),
                                            offers(shell, verb, option, ""),
                                            option));
        }
    }

    @ParameterizedTest
    @EnumSource
    void offersSizesAndDurations(Shell shell) {
        assertTrue(offers(shell, "create", "--bytes", "").contains("1M"));
        assertTrue(offers(shell, "get", "--timeout", "").contains("1s"));
    }

    @ParameterizedTest
    @EnumSource
    void offersBuffersThatAreThere(Shell shell) {
        List<String> buffers = List.of("get", "jobs");
        for (String verb : List.of("put", "get", "hold", "peek", "stat", "explain", "rm")) {
            assertEquals(buffers, offers(shell, verb, ""), verb);
        }
        assertEquals(buffers, offers(shell, "rm", "jobs", ""));
        assertEquals(buffers, offers(shell, "get", "--count", "3", ""));
        assertEquals(List.of("jobs"), offers(shell, "get", "--dead-letter", "j"));
    }

    @ParameterizedTest
    @EnumSource
    void offersNothingWithoutAHome(Shell shell) throws IOException {
        Trees.delete(directory.resolve("objects"));
        assertEquals(List.of(), offers(shell, "put", ""));
    }

    @ParameterizedTest
    @EnumSource
    void offersFilesAfterTheBuffer(Shell shell) {
        assertEquals(List.of("a-file"), offers(shell, "put", "jobs", ""));
        assertEquals(List.of("a-file"), offers(shell, "put", "jobs", "other", "a"));
    }

    @ParameterizedTest
    @EnumSource
    void offersCommandsAfterTwoHyphens(Shell shell) {
        assertTrue(offers(shell, "get", "jobs", "--", "basena").contains("basename"));
        assertTrue(offers(shell, "hold", "jobs", "--", "basena").contains("basename"));
        assertEquals(List.of("a-file"), offers(shell, "get", "jobs", "--", "cat", "a-f"));
    }

    private List<String> offers(Shell shell, String... words) {
        assumeTrue(shell.isInstalled(), "not installed");
        String[] line = new String[words.length + 1];
        line[0] = PROGRAM;
        System.arraycopy(words, 0, line, 1, words.length);
        return shell.offers(directory, line);
    }

    private static List<String> sorted(List<String> words) {
        Set<String> sorted = new TreeSet<>(words);
        return List.copyOf(sorted);
    }
}
