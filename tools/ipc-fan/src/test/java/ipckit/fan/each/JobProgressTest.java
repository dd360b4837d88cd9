package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
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
            assertFalse(progress.add(i, true, HaltCondition.NEVER));
        }
        progress.addSkipped();
        long later = start + 2_000_000_000L;
        assertEquals("5 of 9 done, 2.0/s, 2s left", progress.line(9, later));
        assertEquals("5 done, 2.0/s", progress.line(-1, later));
        assertEquals("5 of 2005 done, 2.0/s, 16m40s left", progress.line(2005, later));
        assertEquals("5 of 20005 done, 2.0/s, 2h46m left", progress.line(20_005, later));
    }

    @Test
    void countsTheJobsOfAHaltCondition() {
        HaltCondition failures = HaltCondition.parse("now,fail=2");
        HaltCondition successes = HaltCondition.parse("now,success=1");
        JobProgress progress = new JobProgress();
        assertFalse(progress.add(1, false, failures));
        assertEquals("1 job has failed", progress.counted(failures));
        assertFalse(progress.add(2, true, failures));
        assertTrue(progress.add(3, false, failures));
        assertEquals("2 jobs have failed", progress.counted(failures));
        assertFalse(progress.add(4, false, successes));
        assertTrue(progress.add(5, true, successes));
        assertEquals("2 jobs have succeeded", progress.counted(successes));
    }

    @Test
    void namesTheFailedJobs() {
        JobProgress progress = new JobProgress();
        progress.add(1, true, HaltCondition.NEVER);
        assertNull(progress.failures());
        progress.add(17, false, HaltCondition.NEVER);
        progress.add(3, false, HaltCondition.NEVER);
        assertEquals("2 of 3 jobs failed: 3, 17", progress.failures());
        for (int i = 21; i <= 30; i++) {
            progress.add(i, false, HaltCondition.NEVER);
        }
        assertEquals(
                "12 of 13 jobs failed: 3, 17, 21, 22, 23, 24, 25, 26, 27, 28 and 2 more",
                progress.failures());
    }
}
