package ipckit.dist;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Runs the bash scripts beside this source, each in a shell of its own: those of one program one
 * after the other, for they may look at all objects of a kind that the kernel has, and those of
 * {@code ipc-mq} beside the others.
 */
final class BashScriptsIT {
    private static final String OF_MAILBOXES = "mq-";

    @TestFactory
    List<DynamicTest> scripts() throws IOException {
        List<Path> files = new ArrayList<>();
        try (var found = Files.newDirectoryStream(Path.of("src/test/bash"), "*.sh")) {
            found.forEach(file -> files.add(file.toAbsolutePath()));
        }
        files.sort(null);
        Executor mailboxes = oneAfterTheOther();
        Executor others = oneAfterTheOther();
        return files.stream()
                .map(BashScript::new)
                .map(
                        script -> {
                            String name = script.file().getFileName().toString();
                            FutureTask<String> run = new FutureTask<>(script::run);
                            (name.startsWith(OF_MAILBOXES) ? mailboxes : others).execute(run);
                            return dynamicTest(name, script.file().toUri(), () -> await(run));
                        })
                .toList();
    }

    private static Executor oneAfterTheOther() {
        return Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    }

    private static void await(FutureTask<String> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
