package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.sync.RobustLock.Outcome;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tests {@link RobustLock} within one process. {@link OtherProcessesIT} tests it between processes.
 */
@Timeout(600)
final class RobustLockTest {
    private static final int OWNER = 0;
    private static final int WAITER = 1;
    private static final int OTHER_OWNER = 2;

    private final Scratch scratch = new Scratch();
    private SharedWords words;

    @BeforeEach
    void make() throws IOException {
        Path directory = scratch.newDirectory();
        SharedWords.create(directory);
        words = new SharedWords(directory, false);
    }

    @AfterEach
    void clean() {
        words.liveness.close();
        scratch.close();
    }

    @Test
    void aWaitEndsWhenTheObjectIsRemoved() {
        RobustLock owners = words.lock(OWNER);
        RobustLock waiters = words.lock(WAITER);
        assertEquals(Outcome.ACQUIRED, owners.acquire(Deadline.NOW));
        assertEquals(Outcome.TIMED_OUT, waiters.acquire(Deadline.NOW));
        words.removed = true;
        assertEquals(Outcome.REMOVED, waiters.acquire(Deadline.NEVER));
        assertEquals(OWNER, owners.owner());
    }

    @Test
    void theLockOfADeadOwnerIsNotTakenOverAfterAWaitForARemovedObject() {
        assertTrue(words.view(OWNER).tryAcquire());
        words.removed = true;
        RobustLock waiters = words.lock(WAITER);
        assertEquals(Outcome.REMOVED, waiters.acquire(Deadline.NEVER));
        assertEquals(OWNER, waiters.owner());
    }

    @Test
    void anAcquisitionWithoutAWaitDoesNotLookAtTheObject() {
        words.removed = true;
        assertEquals(Outcome.ACQUIRED, words.lock(OWNER).acquire(Deadline.NEVER));
    }

    @Test
    void aShortWaitIsLongerWhileTheOwnersChange() {
        words.liveness.take(OWNER);
        words.liveness.take(OTHER_OWNER);
        assertTrue(words.view(OWNER).tryAcquire());
        RobustLock waiters = words.lock(WAITER);
        assertEquals(Outcome.TIMED_OUT, waiters.acquire(Deadline.NOW));
        int sleepsBesideOneOwner = words.sleeps;
        words.sleeps = 0;
        words.beforeSleep =
                () -> {
                    words.view(OWNER).release();
                    words.view(words.sleeps % 2 == 0 ? OWNER : OTHER_OWNER).tryAcquire();
                };
        assertEquals(Outcome.TIMED_OUT, waiters.acquire(Deadline.NOW));
        assertTrue(sleepsBesideOneOwner <= 26, sleepsBesideOneOwner + " sleeps");
        assertTrue(words.sleeps > sleepsBesideOneOwner, words.sleeps + " sleeps");
    }

    @Test
    void aWaitAfterTheDeadlineDoesNotSleep() {
        assertTrue(words.lock(OWNER).tryAcquire());
        assertEquals(Outcome.TIMED_OUT, words.lock(WAITER).acquire(Deadline.afterNanos(0)));
        assertEquals(0, words.sleeps);
    }
}
