package ipckit.common.pipe;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits between attempts on a non-blocking descriptor. The non-blocking flag belongs to the open
 * file and not to the process, so another process that shares a terminal or a pipe with this
 * process may set the flag at any time. With this flag, reads and writes transfer 0 bytes where a
 * blocking descriptor would wait.
 */
public final class NonBlockingRetry {
    private static final long FIRST_NANOS = 250_000;
    private static final int DOUBLINGS = 8;

    private NonBlockingRetry() {}

    /**
     * Sleeps before the next attempt, for at least 0.25 ms and at most 64 ms.
     *
     * @param tries the number of earlier pauses since the last successful attempt
     */
    public static void pause(int tries) {
        LockSupport.parkNanos(FIRST_NANOS << Math.min(tries, DOUBLINGS));
    }
}
