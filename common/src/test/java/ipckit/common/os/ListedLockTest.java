package ipckit.common.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

final class ListedLockTest {
    private static final List<String> TABLE =
            List.of(
                    "1: POSIX  ADVISORY  WRITE 4711 00:19:42 3 3",
                    "1: -> POSIX  ADVISORY  WRITE 4712 00:19:42 3 3",
                    "2: OFDLCK ADVISORY  READ  -1 00:19:42 0 EOF",
                    "3: FLOCK  ADVISORY  WRITE 4711 00:19:42 0 EOF",
                    "4: POSIX  ADVISORY  WRITE 4711 00:19:142 5 6",
                    "5: LEASE  ACTIVE    READ  4711 00:19:42 0 EOF");

    @Test
    void onlyLocksOnBytesOfTheFileCount() {
        assertEquals(
                List.of(new ListedLock(true, 3, 3), new ListedLock(false, 0, Long.MAX_VALUE)),
                ListedLock.parse(TABLE, ":42"));
        assertEquals(List.of(new ListedLock(true, 5, 6)), ListedLock.parse(TABLE, ":142"));
    }

    @Test
    void aLockCoversItsRange() {
        ListedLock lock = new ListedLock(true, 5, 6);
        assertFalse(lock.covers(4));
        assertTrue(lock.covers(5));
        assertTrue(lock.covers(6));
        assertFalse(lock.covers(7));
    }
}
