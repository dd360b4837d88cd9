package ipckit.mq.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ipckit.common.Deadline;

import org.junit.jupiter.api.Test;

final class SuspensionsTest {
    private static final long NOW = Long.MAX_VALUE - 1;
    private static final long LIMIT = 2_000_000_000;

    private final Suspensions suspensions = new Suspensions();

    @Test
    void eachSuspensionNeedsAResumption() {
        suspensions.add();
        suspensions.add();
        assertTrue(suspensions.takeBack());
        assertEquals(1, suspensions.count());
        assertTrue(suspensions.takeBack());
        assertFalse(suspensions.takeBack());
    }

    @Test
    void aLimitTakesTheSuspensionBackWhenItPasses() {
        suspensions.limit(NOW, LIMIT);
        assertFalse(suspensions.expire(NOW + LIMIT - 1));
        assertEquals(1, suspensions.count());
        assertTrue(suspensions.expire(NOW + LIMIT));
        assertEquals(0, suspensions.count());
        assertFalse(suspensions.expire(NOW + LIMIT));
    }

    @Test
    void aRenewalMovesTheLimitAndAddsNoSuspension() {
        suspensions.limit(NOW, LIMIT);
        suspensions.limit(NOW + 1, LIMIT);
        assertEquals(1, suspensions.count());
        assertFalse(suspensions.expire(NOW + LIMIT));
        assertTrue(suspensions.expire(NOW + LIMIT + 1));
    }

    @Test
    void theLimitZeroTakesTheSuspensionBack() {
        suspensions.limit(NOW, LIMIT);
        suspensions.limit(NOW, 0);
        assertEquals(0, suspensions.count());
        assertEquals(Deadline.NEVER, suspensions.deadline());
    }

    @Test
    void theLimitZeroLeavesOtherSuspensions() {
        suspensions.add();
        suspensions.limit(NOW, 0);
        assertEquals(1, suspensions.count());
    }

    @Test
    void aLimitThatPassesLeavesOtherSuspensions() {
        suspensions.add();
        suspensions.limit(NOW, LIMIT);
        assertTrue(suspensions.expire(NOW + LIMIT));
        assertEquals(1, suspensions.count());
    }

    @Test
    void aResumptionTakesTheSuspensionWithALimitLast() {
        suspensions.limit(NOW, LIMIT);
        suspensions.add();
        assertTrue(suspensions.takeBack());
        assertTrue(suspensions.expire(NOW + LIMIT));
    }

    @Test
    void aResumptionEndsTheOnlySuspensionWithALimit() {
        suspensions.limit(NOW, LIMIT);
        assertTrue(suspensions.takeBack());
        assertEquals(0, suspensions.count());
    }

    @Test
    void theDeadlineIsTheLimit() {
        assertEquals(Deadline.NEVER, suspensions.deadline());
        suspensions.limit(NOW, LIMIT);
        assertEquals(new Deadline(Deadline.Kind.AT, NOW + LIMIT), suspensions.deadline());
    }
}
