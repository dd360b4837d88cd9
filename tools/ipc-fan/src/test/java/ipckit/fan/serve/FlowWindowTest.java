package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowWindowTest {
    private static final long MILLI = 1_000_000;

    @Test
    void doublesUpToTheMaximumForQuickAnswers() {
        FlowWindow window = new FlowWindow(1000);
        assertEquals(1, window.records());
        long now = Long.MAX_VALUE - 10; // the values of nanoTime() may overflow
        window.startRound(now);
        for (int i = 0; i < 20; i++) {
            now += MILLI;
            window.addAnswers(window.records(), now);
        }
        assertEquals(1000, window.records());
        assertTrue(window.allowsMore(999, 0));
        assertFalse(window.allowsMore(1000, 0));
    }

    @Test
    void shrinksToOneInReserveForSlowAnswers() {
        FlowWindow window = new FlowWindow(1000);
        long now = 0;
        window.startRound(now);
        for (int i = 0; i < 12; i++) {
            window.addAnswers(window.records(), now);
        }
        for (int i = 0; i < 12; i++) {
            now += 100 * MILLI;
            window.addAnswers(window.records(), now);
        }
        assertEquals(2, window.records());
    }

    @Test
    void keepsItsSizeInBetween() {
        FlowWindow window = new FlowWindow(1000);
        window.startRound(0);
        window.addAnswers(1, MILLI);
        window.addAnswers(2, 11 * MILLI);
        assertEquals(2, window.records());
    }

    @Test
    void aMaximumOfOneStaysOne() {
        FlowWindow window = new FlowWindow(1);
        window.startRound(0);
        window.addAnswers(1, 100 * MILLI);
        window.addAnswers(1, 100 * MILLI);
        assertEquals(1, window.records());
    }

    @Test
    void growsUpToTheMaximumForAWorkerThatHoldsAnswersBack() {
        FlowWindow window = new FlowWindow(100);
        int times = 0;
        while (window.grow()) {
            times++;
        }
        assertEquals(100, window.records());
        assertTrue(times < 20);
    }

    @Test
    void limitsBytesButAlwaysAllowsOneRecord() {
        FlowWindow window = new FlowWindow(100);
        window.grow();
        assertTrue(window.allowsMore(0, 0));
        assertTrue(window.allowsMore(1, FlowWindow.BYTES));
        assertFalse(window.allowsMore(1, 2 * FlowWindow.BYTES));
    }
}
