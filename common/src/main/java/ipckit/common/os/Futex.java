package ipckit.common.os;

import static ipckit.common.os.Libc.INT;
import static ipckit.common.os.Libc.LONG;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * futex(2) on words that several processes map: never FUTEX_PRIVATE.
 *
 * <p>An instance belongs to one thread (it holds that thread's time-out structure). Wakes without
 * cause are lawful: callers look at the word again after every return.
 */
public final class Futex {
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final long SYS_FUTEX =
            switch (System.getProperty("os.arch")) {
                case "amd64", "x86_64" -> 202;
                default -> 98; // the generic table: aarch64, riscv64, loongarch64
            };
    private static final FunctionDescriptor SHAPE =
            FunctionDescriptor.of(LONG, LONG, ADDRESS, INT, INT, ADDRESS, ADDRESS, INT);

    /** Made when somebody first sleeps or wakes: most short commands never do. */
    private static final class Call {
        static final MethodHandle SYSCALL =
                Libc.function("syscall", SHAPE, Linker.Option.firstVariadicArg(1));
    }

    private final MemorySegment timespec = Arena.ofAuto().allocate(16, 8);

    /**
     * Sleeps while the word holds {@code expected}, for {@code nanos} nanoseconds at most; returns
     * early when woken, when the word differs already, or when a signal came.
     *
     * @param word four aligned bytes of a shared mapping
     */
    public void await(MemorySegment word, int expected, long nanos) {
        timespec.set(ValueLayout.JAVA_LONG, 0, nanos / 1_000_000_000L);
        timespec.set(ValueLayout.JAVA_LONG, 8, nanos % 1_000_000_000L);
        call(word, FUTEX_WAIT, expected, timespec);
    }

    /** Wakes up to {@code count} of those who sleep on the word. */
    public void wake(MemorySegment word, int count) {
        call(word, FUTEX_WAKE, count, MemorySegment.NULL);
    }

    private static void call(MemorySegment word, int operation, int value, MemorySegment timeout) {
        try {
            long ignored =
                    (long)
                            Call.SYSCALL.invokeExact(
                                    SYS_FUTEX,
                                    word,
                                    operation,
                                    value,
                                    timeout,
                                    MemorySegment.NULL,
                                    0);
        } catch (Throwable t) {
            throw Libc.unexpected("futex", t);
        }
    }
}
