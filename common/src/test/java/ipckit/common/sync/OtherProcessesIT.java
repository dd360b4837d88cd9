package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.queue.torture.RingTortureTraining;
import ipckit.common.sync.RobustLock.Outcome;
import ipckit.common.testkit.Children;
import ipckit.common.testkit.Scratch;
import ipckit.common.testkit.Torture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tests liveness, locks and wake-ups between real processes, some of which are killed or stopped.
 */
@Timeout(600)
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
final class OtherProcessesIT {
    private static final int PING_PONGS = Torture.LONG ? 1_000_000 : 110_000;

    private final Scratch scratch = new Scratch();
    private final Path directory = scratch.newDirectory();
    private final Path errors = scratch.file("errors");
    private final Children children = new Children(RingTortureTraining.class, errors);

    private SharedWords words;

    @BeforeEach
    void make() throws IOException {
        SharedWords.create(directory);
    }

    @AfterEach
    void clean() {
        if (words != null) {
            words.liveness.close();
        }
        children.close();
        scratch.close();
    }

    private SharedWords open(boolean pipes) {
        words = new SharedWords(directory, pipes);
        return words;
    }

    /** Starts an {@link OtherProcess} and waits until its task begins. */
    private Process start(String task, boolean pipes, int index, int count) throws IOException {
        Process child =
                children.start(
                        OtherProcess.class,
                        Map.of(),
                        task,
                        directory.toString(),
                        Boolean.toString(pipes),
                        Integer.toString(index),
                        Integer.toString(count));
        assertEquals("ready", child.inputReader().readLine(), this::complaints);
        return child;
    }

    private String complaints() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertEnded(Process child) {
        assertEquals(0, Children.exitCode(child), this::complaints);
    }

    @Test
    void aLifeEndsWithItsProcess() throws IOException {
        Process child = start("lives", false, 3, 0);
        Liveness liveness = open(false).liveness;
        assertTrue(liveness.isAlive(3));
        assertFalse(liveness.holdIfDead(3));
        assertFalse(liveness.take(3));
        assertFalse(liveness.isAlive(2));
        Children.kill(child);
        assertFalse(liveness.isAlive(3));
        assertTrue(liveness.take(3));
    }

    @Test
    void aStoppedProcessLives() throws IOException {
        Process child = start("lives", false, 3, 0);
        Children.signal(child, "STOP");
        assertTrue(open(false).liveness.isAlive(3));
        Children.signal(child, "CONT");
    }

    @Test
    void aTestIsNotMistakenForALivingParticipant() throws IOException {
        Process one = start("asks", false, 5, 100_000);
        Process two = start("asks", false, 5, 100_000);
        assertEnded(one);
        assertEnded(two);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDeadOwnersLockIsTakenOver(boolean pipes) throws IOException {
        open(pipes);
        RobustLock lock = words.lock(0);
        long worst = 0;
        for (int i = 0; i < 5; i++) {
            Process owner = start("owns", pipes, 1, 0);
            assertEquals(Outcome.TIMED_OUT, lock.acquire(Deadline.afterNanos(30_000_000)));
            assertEquals(1, lock.owner());
            Children.kill(owner);
            long start = System.nanoTime();
            assertEquals(Outcome.TAKEN_OVER, lock.acquire(Deadline.NEVER));
            worst = Math.max(worst, System.nanoTime() - start);
            assertEquals(0, lock.owner());
            lock.release();
        }
        System.out.println("a dead owner's lock was taken over in " + worst / 1e6 + " ms at most");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStoppedOwnerKeepsItsLock(boolean pipes) throws IOException {
        open(pipes);
        RobustLock lock = words.lock(0);
        Process owner = start("owns", pipes, 1, 0);
        Children.signal(owner, "STOP");
        assertEquals(Outcome.TIMED_OUT, lock.acquire(Deadline.afterNanos(100_000_000)));
        assertEquals(Outcome.TIMED_OUT, lock.acquire(Deadline.NOW));
        assertEquals(1, lock.owner());
        Children.signal(owner, "CONT");
        // The owner ends when its standard input ends. It does not release the lock before it ends.
        owner.outputWriter().close();
        assertEquals(Outcome.TAKEN_OVER, lock.acquire(Deadline.NEVER));
    }

    /**
     * Kills processes that acquire and release a lock, and replaces them. A replacement takes the
     * participant index of the killed process, which may have owned the lock when it was killed.
     * Two processes must never own the lock at the same time.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverTwoOwnersWhateverIsKilled(boolean pipes) throws Exception {
        System.out.println("lock torture seed " + Torture.SEED);
        Random random = new Random(Torture.SEED);
        List<Process> alive = new ArrayList<>();
        int kills = Torture.LONG ? 500 : 15;
        for (int index = 0; index < 4; index++) {
            alive.add(start("counts", pipes, index, Integer.MAX_VALUE));
        }
        open(pipes);
        for (int i = 0; i < kills; i++) {
            int index = random.nextInt(4);
            Thread.sleep(random.nextInt(10));
            assertTrue(alive.stream().allMatch(Process::isAlive), this::complaints);
            Children.kill(alive.get(index));
            long before = Words.getAcquire(words.memory, SharedWords.DONE);
            while (Words.getAcquire(words.memory, SharedWords.DONE) == before) {
                // The loop waits until a surviving process has acquired and released the lock
                // again.
                Thread.sleep(1);
            }
            // The test does what a process that attaches does: it takes the index of the killed
            // process, and releases the lock if the killed process owned it.
            if (words.liveness.take(index)) {
                RobustLock inherited = words.view(index);
                if (inherited.isInherited()) {
                    inherited.release();
                }
                words.liveness.leave(index);
            }
            alive.set(index, start("counts", pipes, index, Integer.MAX_VALUE));
        }
        alive.forEach(Children::kill);
        long counted = Words.getAcquire(words.memory, SharedWords.COUNTER);
        long done = Words.getAcquire(words.memory, SharedWords.DONE);
        assertTrue(counted >= done, "each owner that released the lock has counted");
        assertTrue(counted <= done + kills + 4, "only dead owners counted without releasing");
        assertNotEquals(0, done);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noWakeIsLost(boolean pipes) throws IOException {
        Process other = start("pongs", pipes, 0, PING_PONGS);
        open(pipes);
        Event ping = words.event(SharedWords.PING);
        Event pong = words.event(SharedWords.PONG);
        Ball ball = new Ball(words);
        ball.begin(pong, ping, PING_PONGS);
        assertEquals(0, ball.overslept());
        assertEnded(other);
    }

    /**
     * Several processes wait for the same event. The test signals the event after it has added an
     * item, and any of the processes may take the item. All items must be taken, although a process
     * may miss a signal while it is busy with an item.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void severalWaiters(boolean pipes) throws Exception {
        int each = 2000;
        List<Process> waiters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiters.add(start("waits", pipes, 0, each));
        }
        open(pipes);
        Event ping = words.event(SharedWords.PING);
        for (int given = 0; given < 3 * each; given++) {
            Words.getAndAdd(words.memory, SharedWords.BALL, 1);
            ping.signal();
            if (given % 100 == 0) {
                Thread.sleep(1);
            }
        }
        waiters.forEach(this::assertEnded);
        assertEquals(3L * each, Words.getAcquire(words.memory, SharedWords.DONE));
    }
}
