package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class JobProgressTest {
    @Test
    void showsDoneTotalRateAndTimeLeft() {
        long start = System.nanoTime();
        JobProgress progress = new JobProgress();
        assertEquals("0 done", progress.line(-1, start));
        assertEquals("0 of 9 done", progress.line(9, start));
        for (int i = 0; i < 4; i++) {
            assertFalse(progress.add(true, HaltCondition.NEVER));
        }
        progress.addSkipped();
        long later = start + 2_000_000_000L;
        assertEquals("5 of 9 done, 2.0/s, 2s left", progress.line(9, later));
        assertEquals("5 done, 2.0/s", progress.line(-1, later));
        assertEquals("5 of 2005 done, 2.0/s, 16m40s left", progress.line(2005, later));
        assertEquals("5 of 20005 done, 2.0/s, 2h46m left", progress.line(20_005, later));
    }

    @Test
    void countsFailures() {
        JobProgress progress = new JobProgress();
        assertFalse(progress.add(false, HaltCondition.parse("now,fail=2")));
        assertEquals("1 job has failed", progress.failures());
        assertTrue(progress.add(false, HaltCondition.parse("now,fail=2")));
        assertEquals("2 jobs have failed", progress.failures());
    }
}
