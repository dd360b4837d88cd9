package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.process.ChildProcess;
import ipckit.fan.pool.FanExitStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The jobs of a shell. For each job, a thread watches the child process and updates the job's state
 * in this table. The thread of the shell waits until a job has a certain state. Safe for several
 * threads.
 */
final class ShellJobTable {
    private static final long STACK = 256 << 10;

    private final FanExitStatus exitStatus;

    /**
     * The jobs that the user can name by a number, in the order of their numbers. A job gets a
     * number when it starts in the background, or when it is stopped for the first time.
     */
    private final List<ShellJob> jobs = new ArrayList<>();

    private int lastNumber;
    private int followed;
    private boolean interrupted;

    /**
     * @param exitStatus receives the exit status of each job
     */
    ShellJobTable(FanExitStatus exitStatus) {
        this.exitStatus = exitStatus;
    }

    /**
     * Starts a thread that updates the state of a job until the job has ended. If the system allows
     * no more threads, the calling thread updates the state, and this method returns when the job
     * has ended.
     */
    void follow(ShellJob job) {
        synchronized (this) {
            followed++;
        }
        try {
            Thread.ofPlatform().daemon().stackSize(STACK).name("job").start(() -> followToEnd(job));
        } catch (OutOfMemoryError e) {
            followToEnd(job);
        }
    }

    private void followToEnd(ShellJob job) {
        boolean ended = false;
        while (!ended) {
            ChildProcess.Change change = job.child.awaitChange();
            ended = change == ChildProcess.Change.ENDED;
            synchronized (this) {
                if (change == ChildProcess.Change.STOPPED_IN_BACKGROUND && job.inForeground) {
                    // The kernel stopped the job, because the job used the terminal while it was
                    // still in the background. The job is in the foreground now and can continue.
                    job.child.signalGroup("CONT");
                    continue;
                }
                if (ended) {
                    followed--;
                    exitStatus.add(job.result().status());
                }
                job.state = stateAfter(change);
                notifyAll();
            }
        }
    }

    private static ShellJob.State stateAfter(ChildProcess.Change change) {
        return switch (change) {
            case ENDED -> ShellJob.State.ENDED;
            case STOPPED, STOPPED_IN_BACKGROUND -> ShellJob.State.STOPPED;
            case CONTINUED -> ShellJob.State.RUNNING;
        };
    }

    /**
     * Gives a job the next number, by which the user can name the job, as in {@code fg %2}. Does
     * nothing if the job already has a number.
     */
    synchronized void list(ShellJob job) {
        if (job.number == 0) {
            job.number = ++lastNumber;
            jobs.add(job);
        }
    }

    /** Returns the jobs that the user can name by a number, in the order of their numbers. */
    synchronized List<ShellJob> listed() {
        return List.copyOf(jobs);
    }

    /** Removes the jobs that have ended. Returns the removed jobs. */
    synchronized List<ShellJob> removeEnded() {
        List<ShellJob> ended = new ArrayList<>(jobs);
        ended.removeIf(job -> job.state != ShellJob.State.ENDED);
        jobs.removeAll(ended);
        return ended;
    }

    /**
     * Sets the number of the next job to one more than the highest number in use, so that numbers
     * stay small.
     */
    synchronized void resetNumbers() {
        lastNumber = jobs.isEmpty() ? 0 : jobs.getLast().number;
    }

    /**
     * Returns whether a command names a job that {@link #removeEnded} has removed from this table
     * because the job had ended.
     *
     * @param words the words of the command; the second word names the job, as in {@code wait %2}
     */
    synchronized boolean wasRemoved(List<String> words) {
        String number = words.get(1).replaceFirst("^%", "");
        return number.matches("[1-9][0-9]{0,8}")
                && Integer.parseInt(number) <= lastNumber
                && named(words.get(1)).isEmpty();
    }

    private Optional<ShellJob> named(String name) {
        String number = name.replaceFirst("^%", "");
        return jobs.stream().filter(job -> Integer.toString(job.number).equals(number)).findFirst();
    }

    /**
     * Returns the job that a command such as {@code fg %2} or {@code fg 2} names in its second
     * word. If the command has only one word, returns the stopped job with the highest number, or
     * the job with the highest number if no job is stopped.
     *
     * @throws IpcException FAILED if the job does not exist
     */
    synchronized ShellJob find(List<String> words) {
        if (words.size() > 1) {
            return named(words.get(1)).orElseThrow(() -> absent("no such job: " + words.get(1)));
        }
        return jobs.reversed().stream()
                .filter(job -> job.state == ShellJob.State.STOPPED)
                .findFirst()
                .or(() -> jobs.stream().reduce((_, later) -> later))
                .orElseThrow(() -> absent("there is no job"));
    }

    private static IpcException absent(String message) {
        return new IpcException(Category.FAILED, message);
    }

    private boolean isAny(ShellJob.State state) {
        return count(state) > 0;
    }

    private long count(ShellJob.State state) {
        return jobs.stream().filter(job -> job.state == state).count();
    }

    /** Returns how many of the jobs that the user can name by a number are running. */
    synchronized long running() {
        return count(ShellJob.State.RUNNING);
    }

    /** Returns whether any job is stopped. */
    synchronized boolean isAnyStopped() {
        return isAny(ShellJob.State.STOPPED);
    }

    /** Marks a job as running. Call this method before the job is continued. */
    synchronized void markRunning(ShellJob job, boolean inForeground) {
        job.inForeground = inForeground;
        if (job.state == ShellJob.State.STOPPED) {
            job.state = ShellJob.State.RUNNING;
        }
    }

    /** Marks a job as no longer in the foreground. */
    synchronized void markBackground(ShellJob job) {
        job.inForeground = false;
    }

    /**
     * Waits until a job has ended or is stopped. Returns false if {@link #interrupt} ended the
     * wait.
     */
    boolean awaitNotRunning(ShellJob job) {
        return await(() -> job.state != ShellJob.State.RUNNING);
    }

    /**
     * Waits until none of the jobs that the user can name by a number is running. Returns false if
     * {@link #interrupt} ended the wait.
     */
    boolean awaitNoneRunning() {
        return await(() -> !isAny(ShellJob.State.RUNNING));
    }

    /** Waits until all jobs have ended. Returns false if {@link #interrupt} ended the wait. */
    boolean awaitAllEnded() {
        return await(() -> followed == 0);
    }

    /**
     * Waits until the number of running jobs is less than a limit. Counts only jobs that the user
     * can name by a number, as in {@code fg %2}.
     *
     * @param most the limit
     * @return false if {@link #interrupt} ended the wait
     */
    boolean awaitFewerRunning(long most) {
        return await(() -> count(ShellJob.State.RUNNING) < most);
    }

    /**
     * Waits until a condition holds.
     *
     * @return false if {@link #interrupt} ended the wait
     */
    private synchronized boolean await(BooleanSupplier condition) {
        interrupted = false;
        while (!condition.getAsBoolean() && !interrupted) {
            Uninterrupted.await(this::wait);
        }
        return !interrupted;
    }

    /** Ends the current wait of the shell's thread; the method that waits returns false. */
    synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }

    /** Returns whether all jobs have ended. */
    synchronized boolean areAllEnded() {
        return followed == 0;
    }
}
