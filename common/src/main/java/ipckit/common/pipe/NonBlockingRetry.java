package ipckit.common.pipe;

import java.util.concurrent.locks.LockSupport;

/**
 * Patience with a descriptor that somebody made non-blocking: the flag belongs to the open file and
 * not to the process, so whoever shares our terminal or pipe can set it behind our back. Reads and
 * writes then move 0 bytes where they would have waited.
 */
public final class NonBlockingRetry {
    private static final long FIRST_NANOS = 250_000;
    private static final int DOUBLINGS = 8;

    private NonBlockingRetry() {}

    /**
     * Sleeps before trying again, from a quarter of a millisecond to 64 ms.
     *
     * @param tries how many were in vain before, in a row
     */
    public static void pause(int tries) {
        LockSupport.parkNanos(FIRST_NANOS << Math.min(tries, DOUBLINGS));
    }
}
