package ipckit.fan.shell;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.pipe.HangUp;
import ipckit.common.process.ChildProcess;
import ipckit.fan.pool.FanExitStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The jobs of a shell, and who waits for them. A thread for each job watches what becomes of it.
 * Safe for several threads.
 */
final class ShellJobTable {
    private static final long LOOK_MILLIS = 100;
    private static final long STACK = 256 << 10;

    private final FanExitStatus outcome;
    private final List<ShellJob> jobs = new ArrayList<>();
    private int last;
    private int watched;
    private boolean interrupted;

    /**
     * @param outcome told of each job's end
     */
    ShellJobTable(FanExitStatus outcome) {
        this.outcome = outcome;
    }

    /** Watches a job from now on; where the system lets us have no more threads, to its end. */
    void watch(ShellJob job) {
        synchronized (this) {
            watched++;
        }
        try {
            Thread.ofPlatform().daemon().stackSize(STACK).name("job").start(() -> follow(job));
        } catch (OutOfMemoryError e) {
            follow(job);
        }
    }

    private void follow(ShellJob job) {
        boolean ended = false;
        while (!ended) {
            ChildProcess.Change change = job.child().awaitChange();
            ended = change == ChildProcess.Change.ENDED;
            synchronized (this) {
                if (change == ChildProcess.Change.HELD_BACK && job.isInFront()) {
                    job.child().signalGroup("CONT"); // it was too early, and now it may
                    continue;
                }
                if (ended) {
                    watched--;
                    outcome.ended(job.ended().status());
                }
                job.state(stateAfter(change));
                notifyAll();
            }
        }
    }

    private static ShellJob.State stateAfter(ChildProcess.Change change) {
        return switch (change) {
            case ENDED -> ShellJob.State.ENDED;
            case STOPPED, HELD_BACK -> ShellJob.State.STOPPED;
            case CONTINUED -> ShellJob.State.RUNNING;
        };
    }

    /** Gives a job a number by which users call it, if it has none. */
    synchronized void list(ShellJob job) {
        if (job.number() == 0) {
            job.number(++last);
            jobs.add(job);
        }
    }

    /** All that have a number, in their order. */
    synchronized List<ShellJob> listed() {
        return List.copyOf(jobs);
    }

    /** Takes out those that have ended. */
    synchronized List<ShellJob> removeEnded() {
        List<ShellJob> ended = new ArrayList<>(jobs);
        ended.removeIf(job -> job.state() != ShellJob.State.ENDED);
        jobs.removeAll(ended);
        return ended;
    }

    /** The next one has the smallest number that is free behind all others, as people like it. */
    synchronized void numberAnew() {
        last = jobs.isEmpty() ? 0 : jobs.getLast().number();
    }

    /** Whether a user means one that has ended and was taken out. */
    synchronized boolean hasBeen(List<String> words) {
        String number = words.get(1).replaceFirst("^%", "");
        return number.matches("[1-9][0-9]{0,8}")
                && Integer.parseInt(number) <= last
                && jobs.stream().noneMatch(job -> Integer.toString(job.number()).equals(number));
    }

    /**
     * The one that a user means by {@code %2}, {@code 2}; or, by nothing, the one that was stopped
     * last, else the one that was started last.
     *
     * @throws IpcException FAILED
     */
    synchronized ShellJob find(List<String> words) {
        if (words.size() > 1) {
            String number = words.get(1).replaceFirst("^%", "");
            return jobs.stream()
                    .filter(job -> Integer.toString(job.number()).equals(number))
                    .findFirst()
                    .orElseThrow(() -> absent("no such job: " + words.get(1)));
        }
        return jobs.reversed().stream()
                .filter(job -> job.state() == ShellJob.State.STOPPED)
                .findFirst()
                .or(() -> jobs.stream().reduce((_, later) -> later))
                .orElseThrow(() -> absent("there is no job"));
    }

    private static IpcException absent(String what) {
        return new IpcException(Category.FAILED, what);
    }

    private boolean isAny(ShellJob.State state) {
        return jobs.stream().anyMatch(job -> job.state() == state);
    }

    /** Whether some are stopped. */
    synchronized boolean areSomeStopped() {
        return isAny(ShellJob.State.STOPPED);
    }

    /** Says of a job that it goes on, before it is let. */
    synchronized void goesOn(ShellJob job, boolean inFront) {
        job.inFront(inFront);
        if (job.state() == ShellJob.State.STOPPED) {
            job.state(ShellJob.State.RUNNING);
        }
    }

    /** Says of a job that it is not in front any more. */
    synchronized void isBehind(ShellJob job) {
        job.inFront(false);
    }

    /** Waits until a job does not run; see {@link #await}. */
    boolean awaitRest(ShellJob job) {
        return await(() -> job.state() != ShellJob.State.RUNNING);
    }

    /** Waits until no job runs; see {@link #await}. */
    boolean awaitRest() {
        return await(() -> !isAny(ShellJob.State.RUNNING));
    }

    /** Waits until all have ended; see {@link #await}. */
    boolean awaitEnds() {
        return await(() -> watched == 0);
    }

    /** Waits until fewer than so many run in the background; see {@link #await}. */
    boolean awaitFewer(long most) {
        return await(
                () ->
                        jobs.stream().filter(job -> job.state() == ShellJob.State.RUNNING).count()
                                < most);
    }

    /**
     * Waits until something holds.
     *
     * @return false if {@link #interrupt} came first
     * @throws IpcException OUTPUT_CLOSED if nobody reads our output any more
     */
    private synchronized boolean await(BooleanSupplier condition) {
        interrupted = false;
        while (!condition.getAsBoolean() && !interrupted) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw new IpcException(Category.FAILED, "interrupted", e);
            }
            if (HangUp.ofStdout()) {
                throw new IpcException(Category.OUTPUT_CLOSED, "the output was closed");
            }
        }
        return !interrupted;
    }

    /** Whoever waits is to wait no longer. */
    synchronized void interrupt() {
        interrupted = true;
        notifyAll();
    }

    /** Whether nothing runs. */
    synchronized boolean isIdle() {
        return watched == 0;
    }
}
