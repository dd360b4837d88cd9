package ipckit.mq.microkernel.scheduler;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.mq.microkernel.policy.TaskTimes;

import java.time.Duration;
import java.util.Locale;

/**
 * A task that the kernel schedules. The method {@link #line} is for any thread; only the thread of
 * the scheduler calls the other methods. Instants are values of {@link System#nanoTime}.
 */
final class ScheduledTask {
    /**
     * The time after which a suspension ends, unless it is renewed. It is longer than the time
     * between two renewals, even if other tasks delay a renewal because they do not answer.
     */
    static final Duration LIMIT = Duration.ofSeconds(5);

    /** The time without a reply after which the scheduler passes the task over until it answers. */
    static final Duration SILENCE = Duration.ofMillis(1500);

    /** The age at which a suspension is renewed, in nanoseconds. */
    private static final long RENEWAL_NANOS = 500_000_000;

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** The states of a task. */
    enum State {
        RUNNING,
        SUSPENDED,
        /** It is unknown whether the task runs, because it does not answer. */
        SILENT
    }

    private final String name;
    private final String right;
    private final TaskControl control;

    /** The state that the last request leads to; SILENT if it is unknown. */
    private State asked = State.RUNNING;

    private volatile State shown = State.RUNNING;
    private volatile long priority;
    private volatile long cpuMillis;
    private long lastRan;
    private long renewed;
    private long refused;
    private IpcException end;

    /**
     * @param right the name of the kernel's right to the kernel port of the task
     * @param now the present instant
     */
    ScheduledTask(String name, String right, TaskControl control, long now) {
        this.name = name;
        this.right = right;
        this.control = control;
        this.lastRan = now;
        this.refused = now - SILENCE.toNanos();
    }

    String name() {
        return name;
    }

    String right() {
        return right;
    }

    void setPriority(long wanted) {
        priority = wanted;
    }

    /** Returns the words that show the task: its name, priority, state and CPU time. */
    String line() {
        return name
                + " "
                + priority
                + " "
                + shown.name().toLowerCase(Locale.ROOT)
                + " "
                + cpuMillis;
    }

    /**
     * Returns the times from which the policy (the service that assigns priorities) computes the
     * task's priority: its CPU time, and the time since it last ran.
     */
    TaskTimes times(long now) {
        return new TaskTimes(name, cpuMillis, waitNanos(now) / NANOS_PER_MILLI);
    }

    /** Returns the values by which {@link TaskChoice} decides whether the task runs. */
    TaskChoice.Candidate candidate(long now) {
        return new TaskChoice.Candidate(name, priority, waitNanos(now));
    }

    private long waitNanos(long now) {
        return asked == State.RUNNING ? 0 : now - lastRan;
    }

    /** Returns the reason why the task cannot be scheduled any longer; null if it can. */
    IpcException end() {
        return end;
    }

    /** Returns whether the task has not answered for a long time, or has refused a request. */
    boolean isSilent(long now) {
        long since = now - SILENCE.toNanos();
        return control.isUnansweredSince(since) || refused - since > 0;
    }

    /** Returns whether it is known if the task runs. */
    boolean isKnown() {
        return asked != State.SILENT && !isSilent(System.nanoTime());
    }

    /**
     * Receives the replies that have arrived. Sends no request while an earlier request is
     * unanswered. Otherwise, asks a running task for its CPU time, and asks a suspended task to
     * renew its suspension if the suspension is at least half a second old.
     */
    void refresh(long now) {
        attempt(
                () -> {
                    boolean isAnswered = control.await(Deadline.NOW);
                    if (!isAnswered) {
                        return;
                    }
                    if (asked == State.RUNNING) {
                        control.measure();
                    } else if (asked == State.SUSPENDED && now - renewed >= RENEWAL_NANOS) {
                        renewed = now;
                        control.suspend(LIMIT);
                    }
                });
    }

    /** Asks the task to stop, unless it was asked already. */
    void suspend(long now) {
        if (asked != State.SUSPENDED) {
            attempt(
                    () -> {
                        lastRan = now;
                        renewed = now;
                        asked = State.SUSPENDED;
                        control.suspend(LIMIT);
                        control.measure();
                    });
        }
    }

    /** Asks the task to continue, unless it was asked already. */
    void resume() {
        if (asked != State.RUNNING) {
            attempt(
                    () -> {
                        asked = State.RUNNING;
                        control.suspend(Duration.ZERO);
                    });
        }
    }

    /** Waits until the task has answered all requests, or until the deadline passes. */
    void await(Deadline deadline) {
        attempt(
                () -> {
                    boolean _ = control.await(deadline);
                });
    }

    private void attempt(Runnable request) {
        if (end != null) {
            return;
        }
        try {
            request.run();
        } catch (IpcException e) {
            switch (e.category()) {
                case TIMED_OUT -> {
                    refused = System.nanoTime();
                    forgetState();
                }
                case WOULD_BLOCK -> forgetState();
                default -> end = e;
            }
        }
        cpuMillis = Math.max(cpuMillis, control.cpuMillis());
        shown = isSilent(System.nanoTime()) ? State.SILENT : asked;
    }

    private void forgetState() {
        if (asked == State.RUNNING) {
            lastRan = System.nanoTime();
        }
        asked = State.SILENT;
    }

    /** Destroys the port for the replies of the task. */
    void close() {
        control.close();
    }
}
