package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ipckit.common.Deadline;
import ipckit.common.memory.Words;
import ipckit.common.sync.EventWaiter.Awake;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;

/** Tests {@link EventWaiter} within one process, with deadlines that have passed. */
@Timeout(60)
final class EventWaiterTest {
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
    void aWaitAfterTheDeadlineAnnouncesNoSleep() {
        assertEquals(Awake.TIMED_OUT, sleepAfterDeadline(false, false));
        assertEquals(0, Words.getInt(words.memory, SharedWords.PING.offset()));
    }

    @Test
    void aWaitAfterTheDeadlineReturnsTheState() {
        assertEquals(Awake.LOOK, sleepAfterDeadline(true, true));
        assertEquals(Awake.REMOVED, sleepAfterDeadline(false, true));
    }

    private Awake sleepAfterDeadline(boolean ready, boolean removed) {
        return new EventWaiter(new Fixed(removed))
                .sleep(words.event(SharedWords.PING), () -> ready, Deadline.NOW);
    }

    /** Circumstances that do not change. */
    private record Fixed(boolean isRemoved) implements EventWaiter.Circumstances {
        @Override
        public boolean isInPlace() {
            return true;
        }

        @Override
        public boolean isAlone() {
            return false;
        }

        @Override
        public boolean isGivenUp() {
            return false;
        }
    }
}
