package ipckit.fan.each;

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
    void theStopOfAPoolEndsTheWaitForAStart() throws InterruptedException {
        StartPacer pacer = new StartPacer(Duration.ofHours(1));
        assertTrue(pacer.await());
        Thread waiting = Thread.ofPlatform().start(() -> assertFalse(pacer.await()));
        pacer.stop();
        waiting.join();
        assertFalse(pacer.await());
    }
}
