package ipckit.fan.each;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Tests {@link StartPacer}. */
final class StartPacerTest {
    @Test
    void startsAreAtLeastTheMinimumTimeApart() {
        StartPacer pacer = new StartPacer(Duration.ofMillis(30));
        assertTrue(pacer.await());
        long first = System.nanoTime();
        assertTrue(pacer.await());
        assertTrue(System.nanoTime() - first >= 29_000_000);
    }

    @Test
    void jobsStartInTheOrderOfTheirRecords() throws InterruptedException {
        StartPacer pacer = new StartPacer(Duration.ofNanos(1));
        StringBuffer starts = new StringBuffer();
        Thread second =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    pacer.awaitFirst(2);
                                    starts.append(2);
                                });
        while (second.getState() != Thread.State.WAITING) {
            assertTrue(second.isAlive());
            Thread.onSpinWait();
        }
        starts.append(1);
        assertTrue(pacer.awaitFirst(1));
        second.join();
        assertEquals("12", starts.toString());
    }

    @Test
    void theStopOfAPoolEndsTheWaitForAStart() throws InterruptedException {
        StartPacer pacer = new StartPacer(Duration.ofHours(1));
        assertTrue(pacer.await());
        Thread waiting = Thread.ofPlatform().start(() -> assertFalse(pacer.awaitFirst(2)));
        pacer.stop();
        waiting.join();
        assertFalse(pacer.await());
    }
}
