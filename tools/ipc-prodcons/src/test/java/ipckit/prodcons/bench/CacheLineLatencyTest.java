package ipckit.prodcons.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

import java.util.HashSet;
import java.util.Set;

/**
 * Tests the measurement of a cache line's round trip. The class is isolated, because it compares
 * the threads of this process before and after the measurement.
 */
@Isolated
final class CacheLineLatencyTest {
    /** A thread that continued to run would slow down all later measurements of the benchmark. */
    @Test
    @Timeout(60)
    void leavesNoThreadRunning() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor");
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        double nanos = CacheLineLatency.roundTripNanos();
        Set<Thread> more = new HashSet<>(Thread.getAllStackTraces().keySet());
        more.removeAll(before);
        assertEquals(Set.of(), more);
        assertTrue(nanos > 0);
    }
}
