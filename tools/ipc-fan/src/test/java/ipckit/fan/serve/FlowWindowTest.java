package ipckit.fan.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowWindowTest {
    private static final long MILLI = 1_000_000;

    private long now;

    private FlowWindow begin(int maximum, long start) {
        now = start;
        FlowWindow window = new FlowWindow(maximum);
        window.startRound(now);
        return window;
    }

    /**
     * Answers as many records as the window allows, and repeats this {@code rounds} times. Each
     * round takes {@code millis} milliseconds.
     */
    private void answer(FlowWindow window, int rounds, int millis) {
        for (int i = 0; i < rounds; i++) {
            now += millis * MILLI;
            window.addAnswers(window.records(), 0, now);
        }
    }

    @Test
    void doublesUpToTheMaximumForQuickAnswers() {
        // The time begins shortly before Long.MAX_VALUE and overflows during the test. The values
        // of System.nanoTime() may overflow, too.
        FlowWindow window = begin(1000, Long.MAX_VALUE - 10);
        assertEquals(1, window.records());
        answer(window, 20, 1);
        assertEquals(1000, window.records());
        assertTrue(window.allowsMore(999, 0));
        assertFalse(window.allowsMore(1000, 0));
    }

    @Test
    void shrinksToOneInReserveForSlowAnswers() {
        FlowWindow window = begin(1000, 0);
        answer(window, 12, 0);
        answer(window, 12, 100);
        assertEquals(2, window.records());
    }

    @Test
    void keepsItsSizeInBetween() {
        FlowWindow window = begin(1000, 0);
        answer(window, 1, 1);
        answer(window, 1, 10);
        assertEquals(2, window.records());
    }

    @Test
    void aMaximumOfOneStaysOne() {
        FlowWindow window = begin(1, 0);
        answer(window, 2, 100);
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
    void readsAheadAsManyRecordsAsAreAnsweredInATenthOfASecond() {
        FlowWindow window = begin(1, 0);
        assertEquals(1, window.ahead());
        answer(window, 3, 10);
        assertEquals(8, window.ahead(), "at most doubled by each round");
        answer(window, 3, 10);
        assertEquals(10, window.ahead());
        answer(window, 1, 25);
        assertEquals(4, window.ahead());
        answer(window, 1, 1000);
        assertEquals(1, window.ahead());
    }

    @Test
    void measuresTheSpeedAlsoIfTheWorkerHasFewerRecordsThanAllowed() {
        FlowWindow window = begin(100, 0);
        answer(window, 4, 1);
        assertEquals(16, window.ahead());
        window.startRound(now);
        window.addAnswers(1, 1, now + 50 * MILLI);
        assertEquals(16, window.ahead(), "the worker has another record");
        window.addAnswers(1, 0, now + 100 * MILLI);
        assertEquals(2, window.ahead());
        assertEquals(16, window.records());
    }

    @Test
    void readsAheadAWindowForAWorkerThatHoldsAnswersBack() {
        FlowWindow window = begin(100, 0);
        window.grow();
        window.grow();
        assertEquals(4, window.ahead());
        window.reset();
        assertEquals(1, window.ahead());
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
