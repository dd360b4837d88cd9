package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Calls futex(2) on words in memory that several processes share. Therefore the calls never use
 * FUTEX_PRIVATE_FLAG, which is for the threads of one process.
 *
 * <p>An instance belongs to one thread, because it has only one structure for a time limit.
 *
 * <p>A wait may end although no process has woken the thread. Therefore the caller must check the
 * word after every wait.
 */
public final class Futex {
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;

    /** The number of the system call futex(2), for which the C library has no function. */
    private static final long SYS_FUTEX =
            switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> 202;
                // aarch64, riscv64 and loongarch64 use the same number for futex(2).
                default -> 98;
            };

    private final MemorySegment timespec = Arena.ofAuto().allocate(16, 8);

    /**
     * Sleeps for at most {@code nanos} nanoseconds if the word holds {@code expected}. Returns at
     * once if the word holds another value. The sleep ends early when a thread of any process calls
     * {@link #wake} for the word, or when a signal arrives.
     *
     * @param word four aligned bytes of a shared mapping
     */
    public void await(MemorySegment word, int expected, long nanos) {
        timespec.set(JAVA_LONG, 0, nanos / 1_000_000_000L);
        timespec.set(JAVA_LONG, 8, nanos % 1_000_000_000L);
        call(word, FUTEX_WAIT, expected, timespec);
    }

    /** Wakes at most {@code count} of the threads that sleep on the word, in any process. */
    public void wake(MemorySegment word, int count) {
        call(word, FUTEX_WAKE, count, MemorySegment.NULL);
    }

    /**
     * Calls futex(2) with the operation wait or wake. For these operations, the kernel ignores the
     * parameters of futex(2) that follow {@code timeout}.
     */
    private static void call(MemorySegment word, int operation, int value, MemorySegment timeout) {
        CallShapes.call(
                SystemCall.FUNCTION,
                SYS_FUTEX,
                word.address(),
                operation,
                value,
                timeout.address(),
                0);
        // Without the fences, the garbage collector could free the memory during the call.
        Reference.reachabilityFence(word);
        Reference.reachabilityFence(timeout);
    }
}
