package ipckit.common.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

@Timeout(30)
final class ParticipantTableTest {
    private static final int MANY = 3;
    private static final int ROLE = 2;
    private static final ParticipantTableLocation TABLE =
            new ParticipantTableLocation(128, MANY, 0, 8);

    private final Scratch scratch = new Scratch();
    private Mapping shared;
    private ParticipantTable seats;
    private Liveness liveness;

    @BeforeEach
    void make() throws IOException {
        Path words = scratch.file("words");
        Path live = scratch.file("live");
        MappedFile.create(words, TABLE.at() + MANY * ParticipantTableLocation.SEAT_BYTES);
        MappedFile.create(live, TABLE.liveBytes());
        shared = new Mapping(MappedFile.map(words, 1, true, Arena.ofAuto()));
        seats = new ParticipantTable(shared, TABLE);
        liveness = Liveness.open(live, TABLE.seats(), true);
    }

    @AfterEach
    void close() {
        liveness.close();
        scratch.close();
    }

    private int takeSeat(int first) {
        try (Registration admission = new Registration(shared, TABLE, liveness)) {
            int seat = admission.takeSeat(first, one -> one);
            seats.moveIn(seat);
            seats.takeRole(seat, ROLE);
            return seat;
        }
    }

    @Test
    void newcomersTakeTheLowestSeat() {
        assertEquals(0, seats.used());
        assertEquals(0, takeSeat(0));
        assertEquals(1, takeSeat(0));
        assertEquals(2, seats.used());
        assertEquals(ROLE, seats.role(1));
        assertEquals(ProcessHandle.current().pid(), seats.pid(1));
        assertTrue(seats.pidIsOurs(1));
        liveness.leave(0);
        assertEquals(2, takeSeat(1));
        assertEquals(0, takeSeat(0));
        IpcException full = assertThrows(IpcException.class, () -> takeSeat(0));
        assertEquals(Category.WOULD_BLOCK, full.category());
    }

    @Test
    void whoeverLeftInOrderIsSucceededFirst() {
        takeSeat(0);
        takeSeat(0);
        liveness.leave(0); // as if killed: the role stays
        seats.takeRole(1, ParticipantTable.NO_ROLE);
        liveness.leave(1);
        assertEquals(1, takeSeat(0));
        assertEquals(0, takeSeat(0));
    }

    @Test
    void aCertainSeatIsHadByOne() {
        try (Registration admission = new Registration(shared, TABLE, liveness)) {
            assertEquals("ours", admission.takeOnly(1, _ -> "ours"));
            assertNull(admission.takeOnly(1, _ -> "another's"));
        }
    }

    @Test
    void theNextOneIsLetInWhenThisOneIsIn() {
        Registration first = new Registration(shared, TABLE, liveness);
        assertFalse(liveness.take(TABLE.registrationByte()));
        first.close();
        new Registration(shared, TABLE, liveness).close();
        assertEquals(2, Words.get(shared, TABLE.registrationsAt()));
    }

    @Test
    void waitsAreNotedFromTheirBeginning() {
        int seat = takeSeat(0);
        seats.waiting(seat, 1);
        long since = seats.waitingSince(seat);
        assertTrue(since > 0);
        seats.waiting(seat, 3); // for something else, still waiting
        assertEquals(since, seats.waitingSince(seat));
        assertEquals(3, seats.waiting(seat));
        seats.waiting(seat, 0);
        assertEquals(0, seats.waiting(seat));
        seats.moved(seat, 7);
        assertEquals(7, seats.moved(seat));
    }

    @Test
    void nonsenseIsDamage() {
        Words.set(shared, TABLE.usedAt(), MANY + 1L);
        IpcException damaged = assertThrows(IpcException.class, seats::used);
        assertEquals(Category.CORRUPT, damaged.category());
        Words.set(shared, TABLE.usedAt(), 0);
        takeSeat(0);
        Words.set(shared, TABLE.at() + ParticipantLayout.PID, -1);
        assertEquals(0, seats.pid(0));
    }
}
