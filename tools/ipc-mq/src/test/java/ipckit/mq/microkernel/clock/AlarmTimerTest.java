package ipckit.mq.microkernel.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Tests {@link AlarmTimer} with past instants, so that no test depends on the machine's speed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AlarmTimerTest {
    private static final int MOST = 3;

    private final BlockingQueue<String> rung = new LinkedBlockingQueue<>();
    private final AlarmTimer timer = new AlarmTimer(MOST);

    private boolean set(long at, String name) {
        return timer.set(name, at, () -> rung.add(name));
    }

    private List<String> next(int number) throws InterruptedException {
        List<String> names = new ArrayList<>();
        while (names.size() < number) {
            names.add(rung.take());
        }
        return names;
    }

    @Test
    void ringsInTheOrderOfTheInstants() throws InterruptedException {
        set(2, "second");
        set(3, "third");
        set(1, "first");
        timer.start();
        assertEquals(List.of("first", "second", "third"), next(3));
    }

    @Test
    void ringsInTheOrderOfTheCallsAtTheSameInstant() throws InterruptedException {
        set(1, "first");
        set(1, "second");
        set(1, "third");
        timer.start();
        assertEquals(List.of("first", "second", "third"), next(3));
    }

    @Test
    void ringsAnEarlierAlarmThatIsSetLater() throws InterruptedException {
        timer.start();
        set(Long.MAX_VALUE, "last");
        set(1, "first");
        assertEquals(List.of("first"), next(1));
    }

    @Test
    void refusesAnAlarmAboveTheLimit() {
        for (int i = 0; i < MOST; i++) {
            assertTrue(set(i, "one of them"));
        }
        assertFalse(set(0, "one too many"));
    }

    @Test
    void cancelsOneAlarm() throws InterruptedException {
        set(1, "first");
        set(2, "second");
        set(3, "third");
        timer.cancel("second");
        timer.start();
        assertEquals(List.of("first", "third"), next(2));
    }

    @Test
    void acceptsAnotherAlarmAfterOneHasRung() throws InterruptedException {
        set(Long.MAX_VALUE, "last");
        set(Long.MAX_VALUE, "last");
        set(1, "first");
        timer.start();
        assertEquals(List.of("first"), next(1));
        assertTrue(set(Long.MAX_VALUE, "last"));
    }
}
