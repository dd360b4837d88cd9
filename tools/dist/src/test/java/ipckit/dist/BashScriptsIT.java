package ipckit.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * Runs the bash scripts beside this source, each in a shell of its own: those of one lane one after
 * the other, for they may look at all objects of a kind that the kernel has, and the lanes, which
 * the names tell, beside each other.
 */
final class BashScriptsIT {
    private static final Path SCRIPTS = Path.of("src/test/bash");

    private enum Lane {
        MAILBOXES("mq-"),
        OTHERS("");

        private final String prefix;
        private final Executor executor =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

        Lane(String prefix) {
            this.prefix = prefix;
        }

        static Lane of(String script) {
            return Arrays.stream(values())
                    .filter(lane -> script.startsWith(lane.prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What the README says is shown by a script. */
    @Test
    void thoseThatTheReadmeNamesAreThere() throws IOException {
        String readme = Files.readString(Example.REPOSITORY.resolve("README.md"));
        List<String> absent =
                Pattern.compile("`([a-z-]+\\.sh)`")
                        .matcher(readme)
                        .results()
                        .map(named -> named.group(1))
                        .filter(name -> !Files.exists(SCRIPTS.resolve(name)))
                        .toList();
        assertEquals(List.of(), absent);
    }

    @TestFactory
    List<DynamicTest> scripts() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(SCRIPTS, "*.sh")) {
            found.forEach(file -> files.add(file.toAbsolutePath()));
        }
        files.sort(null);
        return files.stream()
                .map(BashScript::new)
                .map(
                        script -> {
                            String name = script.file().getFileName().toString();
                            FutureTask<String> run = new FutureTask<>(script::run);
                            Lane.of(name).executor.execute(run);
                            return dynamicTest(name, script.file().toUri(), () -> await(run));
                        })
                .toList();
    }

    private static void await(FutureTask<String> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
