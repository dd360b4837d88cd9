package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowWindowTest {
    private static final long MILLI = 1_000_000;

    @Test
    void whoAnswersQuicklyIsGivenMoreUpToTheWindow() {
        FlowWindow allowance = new FlowWindow(1000);
        assertEquals(1, allowance.records());
        long now = Long.MAX_VALUE - 10; // nanoTime() may overflow
        allowance.begins(now);
        for (int i = 0; i < 20; i++) {
            now += MILLI;
            allowance.answered(allowance.records(), now);
        }
        assertEquals(1000, allowance.records());
        assertTrue(allowance.allowsBeside(999, 0));
        assertFalse(allowance.allowsBeside(1000, 0));
    }

    @Test
    void whoTakesLongHasOneInReserve() {
        FlowWindow allowance = new FlowWindow(1000);
        long now = 0;
        allowance.begins(now);
        for (int i = 0; i < 12; i++) {
            allowance.answered(allowance.records(), now);
        }
        for (int i = 0; i < 12; i++) {
            now += 100 * MILLI;
            allowance.answered(allowance.records(), now);
        }
        assertEquals(2, allowance.records());
    }

    @Test
    void inBetweenItStays() {
        FlowWindow allowance = new FlowWindow(1000);
        allowance.begins(0);
        allowance.answered(1, MILLI);
        allowance.answered(2, 11 * MILLI);
        assertEquals(2, allowance.records());
    }

    @Test
    void aWindowOfOneStaysOne() {
        FlowWindow allowance = new FlowWindow(1);
        allowance.begins(0);
        allowance.answered(1, 100 * MILLI);
        allowance.answered(1, 100 * MILLI);
        assertEquals(1, allowance.records());
    }

    @Test
    void whoReadsAllAndDoesNotAnswerIsGivenMoreButNotWithoutEnd() {
        FlowWindow allowance = new FlowWindow(100);
        int times = 0;
        while (allowance.hungers()) {
            times++;
        }
        assertEquals(100, allowance.records());
        assertTrue(times < 20);
    }

    @Test
    void bytesAreLimitedTooButOneRecordIsAlwaysAllowed() {
        FlowWindow allowance = new FlowWindow(100);
        allowance.hungers();
        assertTrue(allowance.allowsBeside(0, 0));
        assertTrue(allowance.allowsBeside(1, FlowWindow.BYTES));
        assertFalse(allowance.allowsBeside(1, 2 * FlowWindow.BYTES));
    }
}
