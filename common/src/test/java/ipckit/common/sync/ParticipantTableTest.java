package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.memory.MappedFile;
import ipckit.common.memory.Mapping;
import ipckit.common.memory.Words;
import ipckit.common.testkit.Scratch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;

@Timeout(600)
final class ParticipantTableTest {
    private static final int CAPACITY = 3;
    private static final int ROLE = 2;
    private static final ParticipantTableLocation LOCATION =
            new ParticipantTableLocation(128, CAPACITY, 0, 8);

    private final Scratch scratch = new Scratch();
    private Mapping shared;
    private ParticipantTable participants;
    private Liveness liveness;

    @BeforeEach
    void make() throws IOException {
        Path words = scratch.file("words");
        Path live = scratch.file("live");
        MappedFile.create(words, LOCATION.at() + CAPACITY * ParticipantTableLocation.ROW_BYTES);
        MappedFile.create(live, LOCATION.liveBytes());
        shared = new Mapping(MappedFile.map(words, 1, true, Arena.ofAuto()));
        participants = new ParticipantTable(shared, LOCATION);
        liveness = Liveness.open(live, CAPACITY);
    }

    @AfterEach
    void close() {
        liveness.close();
        scratch.close();
    }

    private Registration register() {
        return register(Deadline.NEVER);
    }

    private Registration register(Deadline deadline) {
        return new Registration(participants, liveness, deadline, () -> {});
    }

    private int attach(int first) {
        try (Registration registration = register()) {
            int index = registration.takeIndex(first, one -> one);
            participants.enter(index);
            participants.setRole(index, ROLE);
            return index;
        }
    }

    @Test
    void newcomersTakeTheLowestFreeIndex() {
        assertEquals(0, participants.used());
        assertEquals(0, attach(0));
        assertEquals(1, attach(0));
        assertEquals(2, participants.used());
        assertEquals(ROLE, participants.role(1));
        assertEquals(ProcessHandle.current().pid(), participants.pid(1));
        assertTrue(participants.pidIsLocal(1));
        liveness.leave(0);
        assertEquals(2, attach(1));
        assertEquals(0, attach(0));
        IpcException full = assertThrows(IpcException.class, () -> attach(0));
        assertEquals(Category.WOULD_BLOCK, full.category());
    }

    @Test
    void anIndexThatWasDetachedIsTakenBeforeThatOfADeadParticipant() {
        attach(0);
        attach(0);
        // Participant 0 ends like a killed process: its byte in the liveness file is unlocked, and
        // its role stays in the table. Participant 1 detaches: its byte in the liveness file is
        // unlocked, and its role is erased.
        liveness.leave(0);
        participants.setRole(1, ParticipantTable.NO_ROLE);
        liveness.leave(1);
        assertEquals(1, attach(0));
        assertEquals(0, attach(0));
    }

    @Test
    void aGivenIndexIsTakenOnce() {
        try (Registration registration = register()) {
            assertEquals("first", registration.takeExactly(1, _ -> "first"));
            assertNull(registration.takeExactly(1, _ -> "second"));
        }
    }

    @Test
    void newcomersRegisterOneAtATime() {
        Registration first = register();
        assertFalse(liveness.take(LOCATION.registrationByte()));
        first.close();
        register().close();
        assertEquals(2, Words.get(shared, LOCATION.registrationsAt()));
    }

    @Test
    void aWaitToRegisterEndsWhenTheObjectIsRemoved() {
        Runnable removed =
                () -> {
                    throw new IpcException(Category.REMOVED, "it was removed");
                };
        try (Registration _ = register()) {
            IpcException e =
                    assertThrows(
                            IpcException.class,
                            () ->
                                    new Registration(
                                            participants, liveness, Deadline.NEVER, removed));
            assertEquals(Category.REMOVED, e.category());
        }
        new Registration(participants, liveness, Deadline.NEVER, removed).close();
    }

    @Test
    void aWaitToRegisterEndsAtTheDeadline() {
        try (Registration _ = register()) {
            assertEquals(Category.TIMED_OUT, refusal(Deadline.afterNanos(1_000_000)));
            assertEquals(Category.WOULD_BLOCK, refusal(Deadline.NOW));
        }
    }

    private Category refusal(Deadline deadline) {
        return assertThrows(IpcException.class, () -> register(deadline)).category();
    }

    @Test
    void entersNeverLowerTheNumberOfUsedRows() {
        participants.enter(2);
        participants.enter(0);
        assertEquals(3, participants.used());
    }

    @Test
    void aWaitIsDatedFromItsBeginning() {
        int index = attach(0);
        participants.setWaiting(index, 1);
        long since = participants.waitingSince(index);
        assertTrue(since > 0);
        // The participant still waits, only for another reason. So the time at which its wait began
        // must not change.
        participants.setWaiting(index, 3);
        assertEquals(since, participants.waitingSince(index));
        assertEquals(3, participants.waiting(index));
        participants.setWaiting(index, 0);
        assertEquals(0, participants.waiting(index));
        participants.setMoved(index, 7);
        assertEquals(7, participants.moved(index));
    }

    @Test
    void impossibleValuesAreDamage() {
        Words.set(shared, LOCATION.usedAt(), CAPACITY + 1L);
        IpcException damaged = assertThrows(IpcException.class, participants::used);
        assertEquals(Category.CORRUPT, damaged.category());
        Words.set(shared, LOCATION.usedAt(), 0);
        attach(0);
        Words.set(shared, LOCATION.at() + ParticipantLayout.PID, -1);
        assertEquals(0, participants.pid(0));
    }
}
