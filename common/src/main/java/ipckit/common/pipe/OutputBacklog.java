package ipckit.common.pipe;

import ipckit.common.os.PipeEnd;
import ipckit.common.os.Poll;

import java.util.concurrent.locks.LockSupport;

/** The bytes in the pipe at standard output that no process has read yet. */
public final class OutputBacklog {
    private static final int STDOUT = 1;
    private static final long SHORTEST_SLEEP_NANOS = 20_000;
    private static final long LONGEST_SLEEP_NANOS = 50_000_000;

    private OutputBacklog() {}

    /**
     * Waits until the pipe at standard output is empty, or has no reader. Returns false if there is
     * no reader and the pipe is not empty. If standard output is not a pipe, returns true at once.
     *
     * <p>The kernel does not report that a pipe becomes empty, so this method polls. The time
     * between two checks of the pipe is a quarter of the time waited so far, at least 20 µs and at
     * most 50 ms.
     */
    public static boolean awaitRead() {
        if (!Poll.isPipe(STDOUT)) {
            return true;
        }
        long start = System.nanoTime();
        while (PipeEnd.unread(STDOUT) > 0) {
            if (HangUp.ofStdout()) {
                // The last reader may have emptied the pipe immediately before it closed the pipe.
                return PipeEnd.unread(STDOUT) == 0;
            }
            long waited = System.nanoTime() - start;
            LockSupport.parkNanos(
                    Math.clamp(waited / 4, SHORTEST_SLEEP_NANOS, LONGEST_SLEEP_NANOS));
        }
        return true;
    }
}
