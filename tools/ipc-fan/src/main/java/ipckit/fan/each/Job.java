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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;

/** The command, run for one record until it succeeds or has been tried often enough. */
final class Job {
    /** How often a start is tried anew while nothing of ours is running: about a second. */
    private static final int STARTS = 20;

    private static final int SIGPIPE = 13;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double MILLIS_A_SECOND = 1e3;

    private final JobPool pool;
    private final JobPool.Plan plan;
    private final JobRecord record;
    private final int slot;
    private final long start = System.currentTimeMillis();
    private final long startNanos = System.nanoTime();
    private int tries;
    private boolean started;

    /** How a try has ended. */
    private record Try(int status, int signal) {}

    Job(JobPool pool, JobRecord record, int slot) {
        this.pool = pool;
        this.plan = pool.plan();
        this.record = record;
        this.slot = slot;
    }

    /**
     * Runs it.
     *
     * @param output takes what it writes
     * @throws IpcException what keeps us from going on
     */
    void run(JobOutput output) {
        List<byte[]> words;
        try {
            words = plan.command().words(record, slot);
        } catch (IpcException e) {
            deliver(output, notStarted(e));
            return;
        }
        Try last;
        do {
            tries++;
            last = attempt(words, output);
        } while (isTriedAgain(last, output));
        deliver(output, last);
    }

    private boolean isTriedAgain(Try last, JobOutput output) {
        boolean again = last.status != 0 && started && tries <= plan.retries() && !pool.isOver();
        if (again) {
            output.forget();
            pool.tell(record, "ended with status " + last.status + ": tried again");
        }
        return again;
    }

    private void deliver(JobOutput output, Try last) {
        long nanos = System.nanoTime() - startNanos;
        double seconds = Math.round(nanos / NANOS_A_MILLI) / MILLIS_A_SECOND;
        JobLogLine line =
                new JobLogLine(record, slot, start, seconds, tries, last.signal, last.status);
        boolean ended = pool.isEnding();
        if (isNews(last, ended)) {
            pool.tell(record, "was ended by signal " + last.signal);
        }
        output.deliver(() -> pool.log(line));
        if (!ended || last.status == 0) {
            pool.ended(last.status);
        }
    }

    /** A signal that ended it, unless we sent it, or nobody read what it wrote. */
    private static boolean isNews(Try last, boolean ended) {
        boolean ours = ended || last.status == ExitCode.TIMED_OUT.code();
        return last.signal != 0 && last.signal != SIGPIPE && !ours;
    }

    private Try attempt(List<byte[]> words, JobOutput output) {
        started = false;
        ChildProcess child;
        try {
            child = start(words, output);
        } catch (IpcException e) {
            return notStarted(e);
        }
        started = true;
        return pool.limit() == null ? await(child, output) : awaitInTime(child, output);
    }

    /** The record; a line with its end, as it came. */
    private CommandInput input() {
        CommandInput input = new CommandInput();
        FileChannel channel = input.channel();
        try {
            channel.write(ByteBuffer.wrap(record.bytes()));
            if (plan.framing() == Framing.LINES) {
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
        } catch (IOException e) {
            input.close();
            throw new IpcException(Category.IO, "cannot use memory: " + e.getMessage(), e);
        }
        return input;
    }

    private ChildProcess start(List<byte[]> words, JobOutput output) {
        for (int starts = 0; ; starts++) {
            pool.awaitStart();
            Shutdown.giveWay();
            ProcessLaunch launch =
                    pool.tree()
                            .launch(words)
                            .with("IPC_INDEX", Long.toString(record.number()))
                            .with("IPC_SLOT", Integer.toString(slot))
                            .with("IPC_TRY", Integer.toString(tries));
            try (CommandInput input = plan.onStdin() ? input() : null) {
                launch = input == null ? launch.readingNothing() : launch.reading(input);
                return output.connect(launch).start();
            } catch (IpcException e) {
                output.forget();
                if (!isShortage(e) || pool.isOver() || starts >= STARTS && pool.isAlone()) {
                    throw e;
                }
                NonBlockingRetry.pause(starts);
            }
        }
    }

    /** Whether it may go as soon as others have ended: of processes, or of open files. */
    private static boolean isShortage(IpcException why) {
        return why.category() == Category.NO_PROCESS || why.category() == Category.IO;
    }

    private Try await(ChildProcess child, JobOutput output) {
        try {
            output.read();
        } catch (IpcException e) {
            pool.end(); // nobody else would end the child
            throw e;
        }
        ExitResult ended = child.await();
        Shutdown.giveWay();
        return new Try(ended.status(), ended.signal());
    }

    private Try awaitInTime(ChildProcess child, JobOutput output) {
        JobTimeLimit.Watch watch = pool.limit().watch(() -> pool.tree().end(this::isOurs));
        Try ended;
        try (watch) {
            ended = await(child, output);
        }
        if (!watch.hasPassed()) {
            return ended;
        }
        String limit = DurationConverter.ANY.show(plan.timeout().orElseThrow());
        pool.tell(record, "ended, since it took longer than " + limit);
        return new Try(ExitCode.TIMED_OUT.code(), ended.signal);
    }

    /** Whether a process belongs to the current try. */
    private boolean isOurs(TreeProcess member) {
        return member.variable("IPC_INDEX").equals(Long.toString(record.number()))
                && member.variable("IPC_TRY").equals(Integer.toString(tries));
    }

    /**
     * What comes of a job that cannot be started, for a reason that is its own.
     *
     * @throws IpcException if it is not
     */
    private Try notStarted(IpcException why) {
        switch (why.category()) {
            case UNUSABLE, NOT_FOUND, CANNOT_RUN -> {
                pool.complain(record, why.getMessage());
                return new Try(ExitCode.of(why.category()).code(), 0);
            }
            default -> throw why;
        }
    }
}
