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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;

/**
 * Runs the bash scripts beside this source, each in a shell of its own. Those of one lane run one
 * after the other, for they may look at all objects of a kind that the kernel has, and the lanes
 * beside each other; those that look at nothing of others go to the lane that is over first.
 */
final class BashScriptsIT {
    private static final Path SCRIPTS = Path.of("src/test/bash");
    private static final String OF_MAILBOXES = "mq-";
    private static final List<String> OF_TREES = List.of("chain-", "fan-");

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
        List<Runnable> mailboxes = new ArrayList<>();
        List<Runnable> others = new ArrayList<>();
        Queue<Runnable> trees = new ConcurrentLinkedQueue<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            FutureTask<String> run = new FutureTask<>(new BashScript(file)::run);
            (name.startsWith(OF_MAILBOXES)
                            ? mailboxes
                            : OF_TREES.stream().anyMatch(name::startsWith) ? trees : others)
                    .add(run);
            tests.add(dynamicTest(name, file.toUri(), () -> await(run)));
        }
        start(mailboxes, trees);
        start(others, trees);
        return tests;
    }

    private static void start(List<Runnable> lane, Queue<Runnable> further) {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            lane.forEach(Runnable::run);
                            for (Runnable run = further.poll(); run != null; run = further.poll()) {
                                run.run();
                            }
                        });
    }

    private static void await(FutureTask<String> run) throws Throwable {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
