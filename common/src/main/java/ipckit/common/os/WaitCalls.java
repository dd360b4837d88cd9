package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** wait4(2) and waitid(2): waits for child processes, and reaps them. Safe for several threads. */
public final class WaitCalls {
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WSTOPPED = 2;
    private static final int WEXITED = 4;
    private static final int WCONTINUED = 8;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int PR_SET_CHILD_SUBREAPER = 36;

    /** Larger than {@code siginfo_t} and {@code struct rusage} of any C library. */
    private static final long STRUCTURE = 256;

    /**
     * The offset of {@code si_signo} in {@code siginfo_t}; 0 there means that nothing was found.
     */
    private static final long SIGNAL_NUMBER = 0;

    private static final long MICROS_A_SECOND = 1_000_000;

    /** How often a child is looked at where the kernel has no pidfd_open (before Linux 5.3). */
    private static final long LOOK_MILLIS = 10;

    private static final class Call {
        static final MethodHandle WAIT = CallShapes.function("wait4");
        static final MethodHandle WAIT_ID = CallShapes.function("waitid");
        static final MethodHandle PRCTL = CallShapes.function("prctl");
        static final MethodHandle SYSCALL = CallShapes.function("syscall");
    }

    private WaitCalls() {}

    /**
     * What wait4(2) reports of a child.
     *
     * @param pid the child
     * @param exit its exit status, or −1 if it did not exit
     * @param signal the signal that ended or stopped it, or 0
     * @param stopped whether it was stopped and has not ended
     * @param continued whether it was stopped and continues
     * @param userMicros the processor time of its program, in microseconds
     * @param systemMicros the processor time that the kernel spent for it, in microseconds
     */
    public record Status(
            long pid,
            int exit,
            int signal,
            boolean stopped,
            boolean continued,
            long userMicros,
            long systemMicros) {}

    /** Waits until a child has ended. It stays a zombie, so its pid is not reused. */
    public static void awaitEnd(long pid) {
        await(pid, WEXITED | WNOWAIT);
    }

    /**
     * Waits until a child has ended, for at most {@code millis} milliseconds. It stays a zombie, so
     * its pid is not reused.
     *
     * @return whether it has ended
     */
    public static boolean awaitEnd(long pid, long millis) {
        if (hasEnded(pid)) {
            return true;
        }
        int limit = (int) Math.min(millis, Integer.MAX_VALUE);
        int process = CallShapes.call(Call.SYSCALL, SystemCalls.PIDFD_OPEN, pid, 0);
        if (process >= 0) {
            Poll.awaitReadable(process, limit);
            FileDescriptors.close(process);
        } else {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(limit, LOOK_MILLIS)));
        }
        return hasEnded(pid);
    }

    /** Whether a child has ended, or is not a child of this process. */
    public static boolean hasEnded(long pid) {
        return await(pid, WEXITED | WNOWAIT | WNOHANG);
    }

    /**
     * Waits until a child has ended, was stopped, or continues after that. {@link #change} then
     * returns which of them.
     */
    public static void awaitChange(long pid) {
        await(pid, WEXITED | WSTOPPED | WCONTINUED | WNOWAIT);
    }

    /** Returns whether there is something to report, or no such child. */
    private static boolean await(long pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(STRUCTURE, Long.BYTES);
            int failed;
            do {
                failed = CallShapes.call(Call.WAIT_ID, P_PID, pid, info.address(), options, 0, 0);
            } while (failed == -Libc.EINTR);
            return failed != 0 || info.get(JAVA_INT, SIGNAL_NUMBER) != 0;
        }
    }

    /** Waits until a child has ended and reaps it; null if it is not a child of this process. */
    public static Status reap(long pid) {
        return await4(pid, 0);
    }

    /** Waits until any child has ended and reaps it; null if this process has no children. */
    public static Status reapAny() {
        return await4(-1, 0);
    }

    /** Returns a child's change of state, or null if none is unreported; reaps an ended child. */
    public static Status change(long pid) {
        return await4(pid, WNOHANG | WSTOPPED | WCONTINUED);
    }

    private static Status await4(long pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment usage = arena.allocate(STRUCTURE, Long.BYTES);
            int got;
            do {
                got =
                        CallShapes.call(
                                Call.WAIT, pid, status.address(), options, usage.address(), 0, 0);
            } while (got == -Libc.EINTR);
            return got <= 0 ? null : decode(got, status.get(JAVA_INT, 0), usage);
        }
    }

    /** Decodes a status as the macros of wait(2) do. */
    private static Status decode(int pid, int status, MemorySegment usage) {
        int low = status & 0x7f;
        boolean stopped = (status & 0xff) == 0x7f;
        boolean continued = status == 0xffff;
        int exit = low == 0 ? status >>> 8 & 0xff : -1;
        int signal = stopped ? status >>> 8 & 0xff : low;
        return new Status(
                pid,
                exit,
                signal,
                stopped,
                continued,
                usage.get(JAVA_LONG, 0) * MICROS_A_SECOND + usage.get(JAVA_LONG, 8),
                usage.get(JAVA_LONG, 16) * MICROS_A_SECOND + usage.get(JAVA_LONG, 24));
    }

    /** Makes this process the parent of every descendant whose parent dies: prctl(2). */
    public static void adoptOrphans() {
        CallShapes.call(Call.PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0);
    }
}
