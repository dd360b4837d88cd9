package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.value.DurationConverter;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.CommandInput;
import ipckit.common.process.ExitResult;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.Shutdown;
import ipckit.common.process.TreeProcess;
import ipckit.fan.each.output.JobOutput;
import ipckit.fan.joblog.JobLogLine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * The execution of the command for one record, with all of its tries. The thread of a job slot runs
 * the job.
 */
final class Job {
    /**
     * The number of retries after which a job slot counts as stuck. A job slot retries the start of
     * its process if the start failed because the system lacks processes or descriptors. The
     * retries take about one second in total.
     *
     * <p>A stuck job slot continues to retry while any other job runs, because the end of that job
     * releases processes and descriptors. If every job slot that has a job is stuck, the failure
     * halts the pool.
     */
    private static final int START_ATTEMPTS = 20;

    private static final int SIGPIPE = 13;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final JobPool pool;
    private final EachPlan plan;
    private final JobRecord record;
    private final int slot;

    /**
     * The time at which the first try began, in milliseconds since 1970. Durations are not computed
     * from this time, because the system clock may jump. They are computed from {@link
     * #startNanos}.
     */
    private long start = System.currentTimeMillis();

    private long startNanos = System.nanoTime();

    private int tries;
    private boolean started;
    private boolean isOpenOutputTold;

    private record TryResult(int status, int signal) {}

    Job(JobPool pool, JobRecord record, int slot) {
        this.pool = pool;
        this.plan = pool.plan();
        this.record = record;
        this.slot = slot;
    }

    /**
     * Waits until this job may start, and runs its command. After a failed try, waits and runs the
     * command again. Makes no further try if the command could not be started, if no retry is left,
     * or if the pool is halted. Does nothing if the pool is halted before the first try.
     *
     * @param output receives the output of the command
     * @throws IpcException if a failure prevents this job and all further jobs
     */
    void run(JobOutput output) {
        if (!pool.awaitFirstStart(record)) {
            return;
        }
        List<byte[]> words;
        try {
            words = plan.template().words(record.values(), record.number(), slot);
        } catch (IpcException e) {
            deliver(output, reportNotStarted(e));
            return;
        }
        TryResult last;
        do {
            tries++;
            last = attempt(words, output);
        } while (isRetried(last, output));
        deliver(output, last);
    }

    private boolean isRetried(TryResult last, JobOutput output) {
        boolean retried =
                last.status != 0
                        && started
                        && tries <= plan.tries().retries()
                        && !Shutdown.isEndingAfter(last.status)
                        && pool.awaitStart();
        if (retried) {
            output.discard();
            pool.message(record, "ended with status " + last.status + ": tried again");
        }
        return retried;
    }

    private void deliver(JobOutput output, TryResult last) {
        if (Shutdown.isEndingAfter(last.status)) {
            Shutdown.yieldToSignal();
            // The user has ended the job, for example by Ctrl-C. Therefore the job is not logged
            // and does not count as failed.
            output.deliver(() -> {});
            return;
        }
        long nanos = System.nanoTime() - startNanos;
        double seconds = Math.round(nanos / NANOS_PER_MILLI) / MILLIS_PER_SECOND;
        boolean ending = pool.isEnding();
        if (isUnexpectedSignal(last, ending)) {
            pool.message(record, "was ended by signal " + last.signal);
        }
        output.deliver(() -> log(seconds, last));
        if (!ending || last.status == 0) {
            pool.addResult(record, last.status);
        }
    }

    /** Adds a line to the job log, if there is a job log. */
    private void log(double seconds, TryResult last) {
        plan.log()
                .ifPresent(
                        log ->
                                pool.log(
                                        new JobLogLine(
                                                record.number(),
                                                record.bytes(),
                                                record.values(),
                                                log.command(),
                                                slot,
                                                start,
                                                seconds,
                                                tries,
                                                last.signal,
                                                last.status)));
    }

    /**
     * Returns whether a signal ended the command, the signal was not SIGPIPE, and this program did
     * not send the signal.
     */
    private static boolean isUnexpectedSignal(TryResult last, boolean ending) {
        boolean ours = ending || last.status == ExitCode.TIMED_OUT.code();
        return last.signal != 0 && last.signal != SIGPIPE && !ours;
    }

    private TryResult attempt(List<byte[]> words, JobOutput output) {
        started = false;
        ChildProcess child;
        try {
            child = start(words, output);
        } catch (IpcException e) {
            return reportNotStarted(e);
        }
        started = true;
        return pool.timeLimit() == null ? await(child, output) : awaitInTime(child, output);
    }

    /**
     * Returns the standard input of a command that reads the record. It contains the bytes of the
     * record. If records are lines, a newline follows. If records end in zero bytes, a zero byte
     * follows only if the job has more than one value, for example several records of a batch.
     */
    private CommandInput input() {
        CommandInput input = new CommandInput();
        FileChannel channel = input.channel();
        try {
            channel.write(ByteBuffer.wrap(record.bytes()));
            if (plan.stream().framing() == Framing.LINES) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            } else if (plan.stream().framing() == Framing.NULS && record.values().size() > 1) {
                channel.write(ByteBuffer.wrap(new byte[] {0}));
            }
        } catch (IOException e) {
            input.close();
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
        return input;
    }

    private ChildProcess start(List<byte[]> words, JobOutput output) {
        boolean stuck = false;
        try {
            for (int attempts = 0; ; attempts++) {
                try {
                    return startOnce(words, output);
                } catch (IpcException e) {
                    output.discard();
                    if (attempts == START_ATTEMPTS) {
                        stuck = true;
                        pool.addStuckSlot();
                    }
                    boolean hopeless = stuck && pool.areAllActiveSlotsStuck();
                    if (!isShortage(e) || pool.isHalted() || hopeless) {
                        throw e;
                    }
                    NonBlockingRetry.pause(attempts);
                }
            }
        } finally {
            if (stuck) {
                pool.removeStuckSlot();
            }
        }
    }

    private ChildProcess startOnce(List<byte[]> words, JobOutput output) {
        Shutdown.yieldToSignal();
        if (tries == 1) {
            start = System.currentTimeMillis();
            startNanos = System.nanoTime();
        }
        ProcessLaunch launch =
                pool.tree()
                        .launch(words)
                        .with("IPC_INDEX", Long.toString(record.number()))
                        .with("IPC_COUNT", Integer.toString(plan.stream().limits().jobs()))
                        .with("IPC_SLOT", Integer.toString(slot))
                        .with("IPC_TRY", Integer.toString(tries));
        try (CommandInput input = plan.readsRecord() ? input() : null) {
            launch = input == null ? launch.readingNothing() : launch.reading(input);
            return output.connect(launch).start();
        }
    }

    /**
     * Returns whether a start may have failed because the system lacks processes or descriptors.
     * Another attempt may then succeed, because the end of another job releases processes and
     * descriptors.
     */
    private static boolean isShortage(IpcException failure) {
        return failure.category() == Category.NO_PROCESS || failure.category() == Category.IO;
    }

    private TryResult await(ChildProcess child, JobOutput output) {
        try {
            output.read(() -> tellOfOpenOutput(child));
        } catch (IpcException e) {
            // The child may still run, but this thread no longer reads its output. Therefore the
            // pool must end the child.
            pool.end();
            throw e;
        }
        ExitResult ended = child.await();
        Shutdown.yieldToSignal();
        return new TryResult(ended.status(), ended.signal());
    }

    /**
     * Tells the user once why a job whose command has ended is not done: another process, which the
     * command started and left running, keeps the output open.
     */
    private void tellOfOpenOutput(ChildProcess child) {
        if (!isOpenOutputTold && !child.isAlive()) {
            isOpenOutputTold = true;
            pool.message(record, "its command has ended, but a process still has its output open");
        }
    }

    private TryResult awaitInTime(ChildProcess child, JobOutput output) {
        JobTimeLimit.Timer timer = pool.timeLimit().start(() -> pool.tree().end(this::isOurs));
        TryResult ended;
        try (timer) {
            ended = await(child, output);
        }
        if (!timer.hasExpired()) {
            return ended;
        }
        String limit = DurationConverter.ANY.show(plan.tries().timeout().orElseThrow());
        pool.message(record, "ended, since it took longer than " + limit);
        return new TryResult(ExitCode.TIMED_OUT.code(), ended.signal);
    }

    /** Returns whether a process belongs to the current try of the job. */
    private boolean isOurs(TreeProcess process) {
        return process.variable("IPC_INDEX").equals(Long.toString(record.number()))
                && process.variable("IPC_SLOT").equals(Integer.toString(slot))
                && process.variable("IPC_TRY").equals(Integer.toString(tries));
    }

    /**
     * Prints an error about a command that could not be started, and returns a result with the exit
     * status for this error.
     *
     * @throws IpcException the failure itself, if the failure concerns all jobs and not only this
     *     job
     */
    private TryResult reportNotStarted(IpcException failure) {
        switch (failure.category()) {
            case UNUSABLE, NOT_FOUND, CANNOT_RUN -> {
                pool.error(record, failure.getMessage());
                return new TryResult(ExitCode.of(failure.category()).code(), 0);
            }
            default -> throw failure;
        }
    }
}
