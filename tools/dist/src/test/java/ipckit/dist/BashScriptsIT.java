package ipckit.dist;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
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

/**
 * Runs the bash scripts beside this source, each in a shell of its own: those of one lane one after
 * the other, for they may look at all objects of a kind that the kernel has, and the lanes, which
 * the names tell, beside each other.
 */
final class BashScriptsIT {
    private enum Lane {
        MAILBOXES("mq-"),
        TREES("chain-", "fan-"),
        OTHERS("");

        private final List<String> prefixes;
        private final Executor executor =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

        Lane(String... prefixes) {
            this.prefixes = List.of(prefixes);
        }

        static Lane of(String script) {
            return Arrays.stream(values())
                    .filter(lane -> lane.prefixes.stream().anyMatch(script::startsWith))
                    .findFirst()
                    .orElseThrow();
        }
    }

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
