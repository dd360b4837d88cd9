package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Tests {@link Liveness} within one process. {@link OtherProcessesIT} tests it between processes.
 */
@Timeout(600)
final class LivenessTest {
    private final Scratch scratch = new Scratch();
    private final Path file = scratch.file("live");
    private Liveness liveness;

    @BeforeEach
    void make() throws IOException {
        MappedFile.create(file, 10);
        liveness = Liveness.open(file, 10);
    }

    @AfterEach
    void clean() {
        liveness.close();
        scratch.close();
    }

    @Test
    void aProcessHasAFileOpenOnce() {
        try (Liveness second = Liveness.open(file, 10)) {
            assertSame(liveness, second);
        }
    }

    @Test
    void ownIndexes() {
        assertFalse(liveness.isAlive(3));
        assertTrue(liveness.take(3));
        assertFalse(liveness.take(3));
        assertTrue(liveness.isAlive(3), "the kernel cannot answer for this process");
        assertFalse(liveness.holdIfDead(3));
        liveness.leave(3);
        assertFalse(liveness.isAlive(3));
        assertTrue(liveness.take(3));
    }

    @Test
    void noNewcomerTakesAnIndexUnderRepair() {
        assertTrue(liveness.holdIfDead(1));
        assertTrue(liveness.holdIfDead(1), "several threads may hold it");
        assertFalse(liveness.take(1));
        liveness.endHold(1);
        assertFalse(liveness.take(1));
        assertFalse(liveness.isAlive(1), "a test does not end the hold");
        assertFalse(liveness.take(1));
        liveness.endHold(1);
        assertTrue(liveness.take(1));
    }

    @Test
    void theKernelListsLivingParticipants() {
        assertFalse(listsAsAlive(3));
        assertTrue(liveness.take(3));
        assertTrue(listsAsAlive(3));
        liveness.leave(3);
        assertFalse(listsAsAlive(3));
        assertTrue(liveness.holdIfDead(3));
        assertFalse(listsAsAlive(3), "a shared lock is a test, and not a participant");
        liveness.endHold(3);
    }

    @Test
    void aListThatWasReadBeforeDoesNotHideANewParticipant() {
        LivenessView listed = new ListedLiveness(file);
        assertTrue(liveness.take(0));
        assertTrue(listed.isAlive(0));
        assertTrue(liveness.take(1));
        assertTrue(listed.isAlive(1));
    }

    private boolean listsAsAlive(int index) {
        return new ListedLiveness(file).isAlive(index);
    }

    @Test
    void aFileThatIsNotThere() {
        Path absent = scratch.file("nothing");
        IpcException e = assertThrows(IpcException.class, () -> Liveness.open(absent, 10));
        assertEquals(Category.ABSENT, e.category());
    }
}
