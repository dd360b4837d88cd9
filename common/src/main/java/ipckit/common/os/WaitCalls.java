package ipckit.common.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for child processes and reaps them, with wait4(2) and waitid(2). Several threads may use
 * this class at the same time.
 */
public final class WaitCalls {
    private static final int P_ALL = 0;
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WSTOPPED = 2;
    private static final int WEXITED = 4;
    private static final int WCONTINUED = 8;
    private static final int WNOWAIT = 0x0100_0000;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int PR_SET_PDEATHSIG = 1;

    /**
     * The number of the system call pidfd_open(2). Older C libraries have no function for this
     * call.
     */
    private static final long SYS_PIDFD_OPEN = 434;

    /**
     * A size in bytes that is large enough for {@code siginfo_t} and {@code struct rusage} of every
     * C library.
     */
    private static final long STRUCTURE = 256;

    /**
     * The offset of {@code si_signo} in {@code siginfo_t}. After waitid(2) with WNOHANG, the field
     * is 0 if the child has no change of state to report.
     */
    private static final long SIGNAL_NUMBER = 0;

    /** The offset of {@code si_pid} in {@code siginfo_t} on a 64-bit system. */
    private static final long PID = 16;

    /**
     * The longest time in milliseconds that {@link #awaitEnd(long, long)} sleeps before it checks
     * whether the child has ended. The method needs these checks only if pidfd_open(2) fails, for
     * example because the kernel is older than 5.3 and does not have this call.
     */
    private static final long LOOK_MILLIS = 10;

    private static final class Call {
        static final LibraryFunction WAIT = CallShapes.function("wait4");
        static final LibraryFunction WAIT_ID = CallShapes.function("waitid");
        static final LibraryFunction PRCTL = CallShapes.function("prctl");
    }

    private WaitCalls() {}

    /**
     * The state of a child as wait4(2) reports it.
     *
     * @param pid the process ID of the child
     * @param exit the child's exit status, or −1 if the child has not exited by itself
     * @param signal the number of the signal that ended or stopped the child, or 0 if the child has
     *     exited by itself; meaningless if {@code continued} is true
     * @param stopped whether a signal has stopped the child
     * @param continued whether the child continues after a stop
     * @param user the processor time in user mode of the child and its own reaped children
     * @param system the processor time in kernel mode of the child and its own reaped children
     */
    public record Status(
            long pid,
            int exit,
            int signal,
            boolean stopped,
            boolean continued,
            Duration user,
            Duration system) {}

    /** Waits until a child has ended. The child stays a zombie, so its pid is not reused. */
    public static void awaitEnd(long pid) {
        await(pid, WEXITED | WNOWAIT);
    }

    /**
     * Waits until a child has ended, for at most {@code millis} milliseconds. The wait may end
     * earlier, for example when a signal arrives. A child that has ended stays a zombie, so its pid
     * is not reused.
     *
     * @return whether the child has ended
     */
    public static boolean awaitEnd(long pid, long millis) {
        if (hasEnded(pid)) {
            return true;
        }
        int limit = (int) Math.min(millis, Integer.MAX_VALUE);
        int process = CallShapes.call(SystemCall.FUNCTION, SYS_PIDFD_OPEN, pid, 0);
        if (process >= 0) {
            Poll.awaitReadable(process, limit);
            FileDescriptors.close(process);
        } else {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(Math.min(limit, LOOK_MILLIS)));
        }
        return hasEnded(pid);
    }

    /**
     * Returns whether a child has ended. Also returns true if no child of this process has the pid.
     */
    public static boolean hasEnded(long pid) {
        return await(pid, WEXITED | WNOWAIT | WNOHANG);
    }

    /**
     * Waits until a child has a change of state to report: the child has ended, was stopped, or was
     * continued after a stop. Afterwards, {@link #change} returns the new state.
     */
    public static void awaitChange(long pid) {
        await(pid, WEXITED | WSTOPPED | WCONTINUED | WNOWAIT);
    }

    /**
     * Calls waitid(2). Returns whether the child has a change of state to report. Also returns true
     * if this process has no child with the pid.
     */
    private static boolean await(long pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(STRUCTURE, Long.BYTES);
            int failed =
                    CallShapes.callUntilDone(Call.WAIT_ID, P_PID, pid, info.address(), options);
            return failed != 0 || info.get(JAVA_INT, SIGNAL_NUMBER) != 0;
        }
    }

    /**
     * Waits until a child has ended, and reaps the child. Returns null if no child of this process
     * has the pid.
     */
    public static Status reap(long pid) {
        return await4(pid, 0);
    }

    /**
     * Waits until any child has ended. The child stays a zombie, so its pid is not reused. While
     * the child is a zombie, further calls may return the same child.
     *
     * @return the pid of a child that has ended; 0 if this process has no children
     */
    public static long awaitAnyEnd() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(STRUCTURE, Long.BYTES);
            int failed =
                    CallShapes.callUntilDone(
                            Call.WAIT_ID, P_ALL, 0, info.address(), WEXITED | WNOWAIT);
            return failed != 0 ? 0 : info.get(JAVA_INT, PID);
        }
    }

    /**
     * Reaps a child that has ended. Returns null if the child has not ended, or if no child of this
     * process has the pid.
     */
    public static Status reapIfEnded(long pid) {
        return await4(pid, WNOHANG);
    }

    /**
     * Returns the most recent change of a child's state: the child has ended, was stopped, or was
     * continued after a stop. Returns null if the state has not changed since the last call for
     * this child, or if no child of this process has the pid. Reaps a child that has ended.
     */
    public static Status change(long pid) {
        return await4(pid, WNOHANG | WSTOPPED | WCONTINUED);
    }

    private static Status await4(long pid, int options) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment status = arena.allocate(JAVA_INT);
            MemorySegment usage = arena.allocate(STRUCTURE, Long.BYTES);
            int got =
                    CallShapes.callUntilDone(
                            Call.WAIT, pid, status.address(), options, usage.address());
            return got <= 0 ? null : decode(got, status.get(JAVA_INT, 0), usage);
        }
    }

    /** Decodes a child's status word as the macros of wait(2) do, for example WIFEXITED. */
    private static Status decode(int pid, int status, MemorySegment usage) {
        int low = status & 0x7f;
        boolean stopped = (status & 0xff) == 0x7f;
        boolean continued = status == 0xffff;
        int exit = low == 0 ? status >>> 8 & 0xff : -1;
        int signal = stopped ? status >>> 8 & 0xff : low;
        return new Status(
                pid, exit, signal, stopped, continued, duration(usage, 0), duration(usage, 16));
    }

    private static Duration duration(MemorySegment usage, long timeval) {
        return Duration.ofSeconds(usage.get(JAVA_LONG, timeval))
                .plus(usage.get(JAVA_LONG, timeval + 8), ChronoUnit.MICROS);
    }

    /**
     * Makes this process the subreaper of its descendants, see prctl(2). When the parent of a
     * descendant dies, this process becomes the parent of that descendant.
     */
    public static void adoptOrphans() {
        CallShapes.call(Call.PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0);
    }

    /**
     * Makes the kernel send this process a signal when its parent dies, see PR_SET_PDEATHSIG in
     * prctl(2). The end of the thread that has started this process counts as the death of the
     * parent. The request belongs to the calling thread: after the end of this thread, no signal is
     * sent. No signal is sent either if the parent has already died.
     *
     * @param signal the name of the signal without SIG
     */
    public static void signalAtParentDeath(String signal) {
        CallShapes.call(Call.PRCTL, PR_SET_PDEATHSIG, Signals.number(signal), 0);
    }
}
