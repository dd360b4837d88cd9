package ipckit.common.pipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

@Timeout(600)
class RatePacerTest {
    private static final long SECOND = 1_000_000_000;

    /**
     * The simulated time in nanoseconds. It overflows one second after the start of each test,
     * because the tested class must cope with an overflow of {@link System#nanoTime}.
     */
    private long now = Long.MAX_VALUE - SECOND;

    private long sleeps;

    /** The time in nanoseconds by which each simulated sleep is longer than requested. */
    private long late;

    private RatePacer pace(long perSecond) {
        return pace(perSecond, SECOND);
    }

    private RatePacer pace(long count, long span) {
        return new RatePacer(
                count,
                span,
                () -> now,
                nanos -> {
                    assertTrue(nanos > 0);
                    sleeps++;
                    now += nanos + late;
                });
    }

    @Test
    void theFirstItemGoesAtOnceAndTheNextAnIntervalLater() {
        RatePacer pace = pace(4);
        assertEquals(1, pace.allowedNow());
        pace.passed(1);
        assertEquals(0, pace.allowedNow());
        now += SECOND / 4 - 1;
        assertEquals(0, pace.allowedNow());
        now += 1;
        assertEquals(1, pace.allowedNow());
        now += SECOND / 4;
        assertEquals(2, pace.allowedNow());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 100, 1000, 333_333, 10_000_000, RatePacer.MAX_PER_SECOND})
    void lateSleepsDoNotAddUp(long perSecond) {
        late = 3_000_000;
        RatePacer pace = pace(perSecond);
        long begin = now;
        long goal = 60 * perSecond;
        long passed = 0;
        while (passed < goal) {
            assertTrue(pace.await(Deadline.NEVER));
            long n = Math.min(goal - passed, pace.allowedNow());
            assertTrue(passed + n <= 1 + dueBy(perSecond, now - begin));
            pace.passed(n);
            passed += n;
        }
        long ideal = 60 * SECOND;
        long batch = perSecond > 100 ? SECOND / 100 : 0;
        long took = now - begin;
        assertTrue(took <= ideal + batch + late, "late by " + (took - ideal));
        assertTrue(took >= ideal - SECOND / Math.min(perSecond, 100) - late, "early: " + took);
        assertTrue(sleeps <= 60 * 100, "sleeps: " + sleeps);
    }

    private static long dueBy(long perSecond, long nanos) {
        return nanos / SECOND * perSecond + nanos % SECOND * perSecond / SECOND;
    }

    @Test
    void atMostOneSecondIsCaughtUp() {
        RatePacer pace = pace(10);
        pace.passed(pace.allowedNow());
        now += 3600 * SECOND;
        assertEquals(11, pace.allowedNow());
        pace.passed(11);
        assertEquals(0, pace.allowedNow());
        now += SECOND / 10;
        assertEquals(1, pace.allowedNow());
    }

    @Test
    void itemsInAdvanceLengthenTheNextWait() {
        RatePacer pace = pace(10);
        pace.passed(21);
        long begin = now;
        assertTrue(pace.await(Deadline.NEVER));
        assertEquals(21 * SECOND / 10, now - begin);
    }

    @Test
    void aDeadlineEndsTheWait() {
        RatePacer pace = new RatePacer(1, SECOND);
        assertTrue(pace.await(Deadline.NOW));
        pace.passed(1000);
        assertFalse(pace.await(Deadline.NOW));
        assertFalse(pace.await(Deadline.after(Duration.ofMillis(5))));
    }

    @Test
    void anInterruptEndsTheWait() {
        RatePacer pace = new RatePacer(1, SECOND);
        pace.passed(1000);
        Thread.currentThread().interrupt();
        assertFalse(pace.await(Deadline.NEVER));
        assertTrue(Thread.interrupted());
    }

    @Test
    void realSleepsAreNotTooShort() {
        RatePacer pace = new RatePacer(1000, SECOND);
        long begin = System.nanoTime();
        for (int i = 0; i < 51; i++) {
            assertTrue(pace.await(Deadline.NEVER));
            pace.passed(1);
        }
        assertTrue(System.nanoTime() - begin >= 50_000_000);
    }

    @Test
    void ratesBelowOnePerSecond() {
        RatePacer pace = pace(5, 60 * SECOND);
        pace.passed(1);
        for (int i = 0; i < 12; i++) {
            long before = now;
            assertTrue(pace.await(Deadline.NEVER));
            pace.passed(1);
            assertEquals(12 * SECOND, now - before);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, RatePacer.MAX_PER_SECOND + 1})
    void impossibleRatesAreRefused(long perSecond) {
        assertThrows(IllegalArgumentException.class, () -> new RatePacer(perSecond, SECOND));
    }
}
