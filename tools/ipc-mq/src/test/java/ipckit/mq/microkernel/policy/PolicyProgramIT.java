package ipckit.mq.microkernel.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tests {@link PolicyProgram} with shell scripts that assign priorities to tasks. */
final class PolicyProgramIT {
    private static final String QUESTION = "A 10 20";

    @TempDir private Path directory;
    private final List<String> news = new ArrayList<>();
    private PolicyProgram policy;

    private Path script(String text) throws IOException {
        Path file = directory.resolve("policy");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private void start(String text) throws IOException {
        policy = new PolicyProgram(script(text), news::add);
    }

    @AfterEach
    void close() {
        if (policy != null) {
            policy.close();
        }
    }

    /** Asks the policy for a decision again and again, until it answers or fails. */
    private String decide() {
        while (true) {
            try {
                return policy.decide(QUESTION);
            } catch (IpcException e) {
                if (e.category() != Category.WOULD_BLOCK) {
                    throw e;
                }
            }
        }
    }

    private Category failure() {
        return assertThrows(IpcException.class, this::decide).category();
    }

    @Test
    void returnsTheLineOfTheProgram() throws IOException {
        start("while read -r task cpu wait; do echo $task $wait; done");
        assertEquals("A 20", decide());
        assertEquals("A 20", decide());
        assertEquals(List.of(), news);
    }

    @Test
    void startsTheProgramAgainWhenItHasEnded() throws IOException {
        start("read -r task cpu wait; echo $task $wait; exit 3");
        assertEquals("A 20", decide());
        assertEquals(Category.FAILED, failure());
        assertEquals("A 20", decide());
    }

    @Test
    void reportsOnlyTheFirstFailure() throws IOException {
        start("exit 3");
        assertEquals(Category.FAILED, failure());
        assertEquals(Category.FAILED, failure());
        assertEquals(1, news.size());
        assertTrue(news.getFirst().contains("it has ended with status 3"), news.getFirst());
    }

    @Test
    void nonsenseIsAFailure() throws IOException {
        start("while read -r line; do echo hello; done");
        assertEquals(Category.UNUSABLE, failure());
    }

    @Test
    void aSecondLineIsAFailure() throws IOException {
        start("while read -r line; do printf 'A 1\\nA 2\\n'; done");
        assertEquals("A 1", decide());
        assertEquals(Category.UNUSABLE, failure());
    }

    @Test
    void anEndlessLineIsAFailure() throws IOException {
        start("exec cat /dev/zero");
        assertEquals(Category.UNUSABLE, failure());
    }

    @Test
    void aMissingProgramIsAFailure() {
        policy = new PolicyProgram(directory.resolve("missing"), news::add);
        assertEquals(Category.NOT_FOUND, failure());
        assertEquals(1, news.size());
    }

    @Test
    void theCheckRefusesAMissingProgram() {
        policy = new PolicyProgram(directory.resolve("missing"), news::add);
        assertEquals(
                Category.NOT_FOUND, assertThrows(IpcException.class, policy::check).category());
    }

    @Test
    void theCheckRefusesAFileThatIsNotExecutable() throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "data");
        policy = new PolicyProgram(file, news::add);
        assertEquals(
                Category.CANNOT_RUN, assertThrows(IpcException.class, policy::check).category());
    }

    @Test
    void returnsNothingWhileThereIsNoAnswer() throws IOException {
        try (PolicyProcess process = new PolicyProcess(script("read -r _; exec sleep 1000"))) {
            Duration day = Duration.ofDays(1);
            assertEquals(null, process.ask(QUESTION, Duration.ofMillis(1), day));
            assertEquals(null, process.ask(QUESTION, Duration.ofMillis(1), day));
        }
    }

    @Test
    void aProgramThatDoesNotAnswerIsKilledWithItsChildren() throws IOException {
        Path child = directory.resolve("child");
        PolicyProcess process =
                new PolicyProcess(script("sleep 1000 & echo $! >" + child + "; wait"));
        IpcException failure =
                assertThrows(
                        IpcException.class,
                        () -> {
                            while (true) {
                                Duration limit =
                                        Files.exists(child) && Files.size(child) > 0
                                                ? Duration.ZERO
                                                : Duration.ofDays(1);
                                String _ = process.ask(QUESTION, Duration.ofMillis(1), limit);
                            }
                        });
        assertEquals(Category.TIMED_OUT, failure.category());
        long pid = Long.parseLong(Files.readString(child).strip());
        process.close();
        while (ProcessHandle.of(pid).isPresent()) {
            Thread.onSpinWait();
        }
        assertFalse(ProcessHandle.of(process.pid()).isPresent());
    }

    @Test
    void theDelayGrowsToALimit() {
        assertEquals(0, PolicyProgram.delayNanos(1));
        assertEquals(100_000_000, PolicyProgram.delayNanos(2));
        assertEquals(200_000_000, PolicyProgram.delayNanos(3));
        assertEquals(PolicyProgram.delayNanos(9), PolicyProgram.delayNanos(1000));
    }
}
