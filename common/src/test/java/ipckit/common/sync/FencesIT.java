package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ipckit.common.memory.Words;
import ipckit.common.os.Membarrier;
import ipckit.common.queue.torture.RingTortureTraining;
import ipckit.common.testkit.Children;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tests that no wake-up is lost when processes execute light and heavy fences, and when the kernel
 * refuses the heavy fence (membarrier) to some of them. Two processes play {@link Ball}: each
 * process sleeps until the other process wakes it. With the value {@code light} of {@code
 * IPCKIT_FENCES}, a process registers for light fences when the game begins, and changes from full
 * fences to light fences during the game.
 */
@Timeout(600)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class FencesIT {
    /** The registration takes some milliseconds, and much longer on a busy machine. */
    private static final int ROUNDS = 30_000;

    private static final String LIGHT = "light";

    private final Scratch scratch = new Scratch();
    private final Path directory = scratch.newDirectory();
    private final Path errors = scratch.file("errors");
    private final Children children = new Children(RingTortureTraining.class, errors);

    private SharedWords words;

    /** The processes to which the kernel refuses the heavy fence. */
    enum Refused {
        NONE,
        PINGS,
        PONGS,
        BOTH
    }

    @BeforeEach
    void make() throws IOException {
        assumeTrue(Membarrier.onAllProcessors(), "the kernel refuses membarrier to this process");
        SharedWords.create(directory);
        words = new SharedWords(directory, false);
    }

    @AfterEach
    void clean() {
        if (words != null) {
            words.liveness.close();
        }
        children.close();
        scratch.close();
    }

    @ParameterizedTest
    @EnumSource
    void noWakeIsLost(Refused refused) throws Exception {
        boolean pinger = refused == Refused.PINGS || refused == Refused.BOTH;
        boolean ponger = refused == Refused.PONGS || refused == Refused.BOTH;
        Process pings = start("pings", LIGHT, pinger, ROUNDS);
        Process pongs = start("pongs", LIGHT, ponger, ROUNDS);
        assertEnded(pongs);
        assertEnded(pings);
        // The word of an event says whether its signals were light, and whether a process that
        // waits for the event was refused the heavy fence.
        assertEquals(bits(!ponger, pinger), fences(SharedWords.PONG));
        assertEquals(bits(!pinger, ponger), fences(SharedWords.PING));
    }

    /** The first game makes the fences of the process with the task "pings" light. */
    @Test
    void noWakeIsLostWhenAProcessWithoutHeavyFencesComesLater() throws Exception {
        Process pings = start("pings", LIGHT, false, 2 * ROUNDS);
        assertEnded(start("pongs", LIGHT, false, ROUNDS));
        assertEquals(bits(true, false), fences(SharedWords.PING));
        assertEnded(start("pongs", LIGHT, true, ROUNDS));
        assertEnded(pings);
        assertEquals(bits(true, true), fences(SharedWords.PING));
    }

    @Test
    void theUserCanRefuseLightFences() throws Exception {
        Process pings = start("pings", "full", false, ROUNDS);
        Process pongs = start("pongs", LIGHT, false, ROUNDS);
        assertEnded(pongs);
        assertEnded(pings);
        assertEquals(bits(true, true), fences(SharedWords.PONG));
        assertEquals(bits(false, false), fences(SharedWords.PING));
    }

    /**
     * Returns the value of a fence word.
     *
     * @param light whether processes that signal the event executed light fences
     * @param refused whether a process that waits for the event was refused the heavy fence; only a
     *     process that was asked for a heavy fence finds this out
     */
    private static int bits(boolean light, boolean refused) {
        if (!light) {
            return 0;
        }
        return AsymmetricFence.LIGHT | (refused ? AsymmetricFence.REFUSED : 0);
    }

    private int fences(EventWord event) {
        return Words.getIntAcquire(words.memory, event.fenceOffset());
    }

    private Process start(String task, String fences, boolean refused, int rounds)
            throws IOException, InterruptedException {
        List<String> prefix = refused ? List.of(withoutMembarrier().toString()) : List.of();
        Process child =
                children.startUnder(
                        prefix,
                        OtherProcess.class,
                        Map.of("IPCKIT_FENCES", fences),
                        task,
                        directory.toString(),
                        "false",
                        "0",
                        Integer.toString(rounds));
        assertNotNull(child.inputReader().readLine(), this::complaints);
        return child;
    }

    private Path withoutMembarrier() throws IOException, InterruptedException {
        Path program = scratch.file("without-membarrier");
        if (!Files.exists(program)) {
            String source = Path.of("src/test/c/without-membarrier.c").toString();
            List<String> words = List.of("gcc", "-O1", "-Wall", "-o", program.toString(), source);
            assertEquals(0, new ProcessBuilder(words).inheritIO().start().waitFor());
        }
        return program;
    }

    private void assertEnded(Process child) {
        assertEquals(0, Children.exitCode(child), this::complaints);
    }

    private String complaints() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
