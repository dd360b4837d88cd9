package ipckit.mq.microkernel.scheduler;

import ipckit.common.Deadline;
import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.mq.space.PortSpace;
import ipckit.mq.space.PortSpaces;
import ipckit.mq.space.Right;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The scheduler: lets the task with the highest priority run, and keeps all other scheduled tasks
 * suspended. Asks the policy, a service outside the kernel, for the priorities once per quantum,
 * and also when a task joins, leaves, ends, or stops answering.
 *
 * <p>A thread of this object does this work. Each of its waits is bounded, so that a dead or
 * stopped task or policy delays the scheduling, but does not block it. This class is safe for
 * several threads.
 */
public final class Scheduler implements AutoCloseable {
    /**
     * The longest pause between two passes over the tasks, in nanoseconds. Each pass renews
     * suspensions, so a pause must end long before a suspension does.
     */
    private static final long MOST_PAUSE_NANOS = 250_000_000;

    /** The longest wait for the CPU time of a task, before a decision is made without it. */
    private static final Duration TIMES_LIMIT = Duration.ofMillis(50);

    /** The longest wait of {@link #resumeAll}. */
    private static final Duration RESUME_LIMIT = Duration.ofSeconds(2);

    private final String kernel;
    private final String policyRight;
    private final long quantumNanos;
    private final Consumer<String> news;
    private final TaskTable tasks = new TaskTable();
    private final Thread thread = new Thread(this::run, "scheduler");

    // Only the thread of the scheduler uses the following fields.
    private PortSpace space;
    private PolicyCall policy;
    private long decided = System.nanoTime();

    /**
     * @param kernel the task of the kernel
     * @param policyRight the name of the kernel's right to the service that assigns the priorities
     * @param quantum the time between two decisions
     * @param news receives a line when a task cannot be scheduled any longer
     */
    public Scheduler(String kernel, String policyRight, Duration quantum, Consumer<String> news) {
        this.kernel = kernel;
        this.policyRight = policyRight;
        this.quantumNanos = quantum.toNanos();
        this.news = news;
    }

    /** Starts the thread. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins to schedule a task. If another task of this name is scheduled, the new one replaces
     * it.
     *
     * @param right the name of the kernel's right to the kernel port of the task. If this method
     *     returns true, this object drops the right when it no longer schedules the task
     * @return false if a task with this name and this right is scheduled already
     * @throws IpcException CANNOT_CREATE if the largest number of tasks is scheduled; FAILED if the
     *     scheduler has ended
     */
    boolean add(String task, String right) {
        TaskControl control = new TaskControl(() -> space, kernel, right);
        return tasks.add(new ScheduledTask(task, right, control, System.nanoTime()));
    }

    /**
     * Stops scheduling a task, and lets it continue.
     *
     * @throws IpcException ABSENT if the task is not scheduled; FAILED if the scheduler has ended
     */
    void remove(String task) {
        tasks.remove(task);
    }

    /**
     * Returns a line for each task: its name, its priority, its state, and its CPU time in ms.
     *
     * @throws IpcException FAILED if the scheduler has ended
     */
    String lines() {
        return tasks.lines();
    }

    /**
     * Lets all tasks continue, when a signal ends this process. Waits at most two seconds for the
     * thread of this object, which sends the requests to the tasks. A task that does not answer
     * continues when the limit of its suspension passes.
     */
    public void resumeAll() {
        tasks.stop();
        Uninterrupted.await(() -> thread.join(RESUME_LIMIT.toMillis()));
    }

    /** Lets all tasks continue, and ends the thread. */
    @Override
    public void close() {
        tasks.stop();
        Uninterrupted.await(thread::join);
    }

    private void run() {
        try (PortSpace own = new PortSpaces().open();
                PolicyCall call = new PolicyCall(own, kernel, policyRight)) {
            space = own;
            policy = call;
            while (tasks.awaitChange(pauseNanos())) {
                passOrPostpone();
            }
            dismiss(tasks.takeLeaving());
            dismiss(tasks.present());
        } catch (IpcException e) {
            tasks.end(e.getMessage());
            news.accept("the scheduler has ended: " + e.getMessage());
        } finally {
            tasks.end("the kernel ends");
        }
    }

    /**
     * Makes one pass over the tasks. If the port space is locked or full at the moment, this pass
     * ends, and the next decision is made after a quantum.
     */
    private void passOrPostpone() {
        try {
            pass();
        } catch (IpcException e) {
            switch (e.category()) {
                case TIMED_OUT, WOULD_BLOCK, NO_SPACE -> decided = System.nanoTime();
                default -> throw e;
            }
        }
    }

    private long pauseNanos() {
        return Math.min(MOST_PAUSE_NANOS, quantumNanos - (System.nanoTime() - decided));
    }

    private void pass() {
        boolean isDue = tasks.takeChange();
        dismiss(tasks.takeLeaving());
        List<ScheduledTask> present = tasks.present();
        for (ScheduledTask task : present) {
            if (tasks.isStopping()) {
                return;
            }
            boolean wasSilent = task.isSilent(System.nanoTime());
            task.refresh(System.nanoTime());
            task.await(wasSilent ? Deadline.NOW : Deadline.after(TIMES_LIMIT));
            boolean hasEnded = dropEnded(task);
            // The task has begun to answer, or no longer answers.
            boolean hasTurned = wasSilent == task.isKnown();
            isDue |= hasEnded || hasTurned;
        }
        if (isDue || System.nanoTime() - decided >= quantumNanos) {
            decided = System.nanoTime();
            List<ScheduledTask> answering =
                    present.stream()
                            .filter(task -> task.end() == null && !task.isSilent(decided))
                            .toList();
            if (!answering.isEmpty()) {
                decide(answering);
            }
        }
    }

    private void decide(List<ScheduledTask> answering) {
        Map<String, Long> priorities =
                policy.ask(answering.stream().map(task -> task.times(decided)).toList());
        if (tasks.isStopping()) {
            return;
        }
        for (ScheduledTask task : answering) {
            Long priority = priorities.get(task.name());
            if (priority != null) {
                task.setPriority(priority);
            }
        }
        String next =
                TaskChoice.next(answering.stream().map(task -> task.candidate(decided)).toList());
        // All other tasks stop before the chosen task continues, so that only one of them runs. If
        // a task does not answer in time, two tasks may run until it answers.
        for (ScheduledTask task : answering) {
            if (!task.name().equals(next)) {
                task.suspend(System.nanoTime());
            }
        }
        awaitAll(answering);
        for (ScheduledTask task : answering) {
            if (task.name().equals(next)) {
                task.resume();
            }
        }
        awaitAll(answering);
        for (ScheduledTask task : answering) {
            if (dropEnded(task) || !task.isKnown()) {
                tasks.change();
            }
        }
    }

    private static void awaitAll(List<ScheduledTask> asked) {
        Deadline deadline = Deadline.after(ScheduledTask.SILENCE);
        asked.forEach(task -> task.await(deadline));
    }

    /** Forgets a task if it has ended. Returns whether this call has forgotten the task. */
    private boolean dropEnded(ScheduledTask task) {
        IpcException end = task.end();
        if (end == null || !tasks.forget(task)) {
            return false;
        }
        if (end.category() != Category.REMOVED) {
            news.accept("task " + task.name() + " is no longer scheduled: " + end.getMessage());
        }
        disown(task);
        return true;
    }

    /**
     * Lets tasks that are no longer scheduled continue, and drops the rights to their kernel ports.
     */
    private void dismiss(List<ScheduledTask> leaving) {
        leaving.forEach(ScheduledTask::resume);
        awaitAll(leaving);
        leaving.forEach(this::disown);
    }

    /** Drops the right to the kernel port of a task. */
    private void disown(ScheduledTask task) {
        try {
            task.close();
            space.ports().drop(kernel, task.right(), Right.SEND);
        } catch (IpcException e) {
            // If a client that acts as the kernel's task has already dropped the right to the
            // task's kernel port, nothing remains to do. If the port space cannot be used at the
            // moment, the kernel keeps this right.
        }
    }
}
