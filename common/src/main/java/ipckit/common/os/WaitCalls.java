package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** wait4(2) and waitid(2): what becomes of the processes that we have started. */
public final class WaitCalls {
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WSTOPPED = 2;
    private static final int WEXITED = 4;
    private static final int WCONTINUED = 8;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    /** More than {@code siginfo_t} and {@code struct rusage} have. */
    private static final long STRUCTURE = 256;

    private static final long MICROS_A_SECOND = 1_000_000;

    private static final class Call {
        static final MethodHandle WAIT = CallShapes.function("wait4");
        static final MethodHandle WAIT_ID = CallShapes.function("waitid");
        static final MethodHandle PRCTL = CallShapes.function("prctl");
    }

    private WaitCalls() {}

    /**
     * What became of a process.
     *
     * @param pid which it was
     * @param exit its exit status; -1 if it has none
     * @param signal the signal that ended or stopped it; 0 if none did
     * @param stopped whether it is only stopped
     * @param continued whether it was stopped and goes on
     * @param userMicros microseconds of processor time in the program
     * @param systemMicros the same in the kernel
     */
    public record Fate(
            long pid,
            int exit,
            int signal,
            boolean stopped,
            boolean continued,
            long userMicros,
            long systemMicros) {}

    /** Waits until a child has ended, and leaves it as a zombie: its number stays its own. */
    public static void awaitEnd(long pid) {
        await(pid, WEXITED);
    }

    /**
     * Waits until a child has ended, was stopped, or goes on after that, which is told by {@link
     * #change}.
     */
    public static void awaitChange(long pid) {
        await(pid, WEXITED | WSTOPPED | WCONTINUED);
    }

    private static void await(long pid, int what) {
        try (Arena arena = Arena.ofConfined()) {
            long info = arena.allocate(STRUCTURE, Long.BYTES).address();
            int failed;
            do {
                failed = CallShapes.call(Call.WAIT_ID, P_PID, pid, info, what | WNOWAIT, 0, 0);
            } while (failed == -Libc.EINTR);
        }
    }

    /** What became of a child that has ended, whose number may be another's from now on. */
    public static Fate reap(long pid) {
        return await4(pid, 0);
    }

    /** Waits until any child has ended, and reaps it; null if there is none. */
    public static Fate reapAny() {
        return await4(-1, 0);
    }

    /** What has become of a child by now, which is reaped if it has ended; null if nothing has. */
    public static Fate change(long pid) {
        return await4(pid, WNOHANG | WSTOPPED | WCONTINUED);
    }

    private static Fate await4(long pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment usage = arena.allocate(STRUCTURE, Long.BYTES);
            int got;
            do {
                got =
                        CallShapes.call(
                                Call.WAIT, pid, status.address(), options, usage.address(), 0, 0);
            } while (got == -Libc.EINTR);
            return got <= 0 ? null : fate(got, status.get(JAVA_INT, 0), usage);
        }
    }

    /** As the macros of wait(2) take it apart. */
    private static Fate fate(int pid, int status, MemorySegment usage) {
        int low = status & 0x7f;
        boolean stopped = (status & 0xff) == 0x7f;
        boolean continued = status == 0xffff;
        int exit = low == 0 ? status >>> 8 & 0xff : -1;
        int signal = stopped ? status >>> 8 & 0xff : low;
        return new Fate(
                pid,
                exit,
                signal,
                stopped,
                continued,
                usage.get(JAVA_LONG, 0) * MICROS_A_SECOND + usage.get(JAVA_LONG, 8),
                usage.get(JAVA_LONG, 16) * MICROS_A_SECOND + usage.get(JAVA_LONG, 24));
    }

    /** From now on whoever of our descendants loses its parent is our child. */
    public static void adoptOrphans() {
        CallShapes.call(Call.PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0);
    }
}
