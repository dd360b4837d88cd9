package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.HangUp;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.FanExitRule;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.OwnFailureReport;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a command once for each record of standard input, in as many slots at once as there may be:
 * a thread each, which takes the next record, starts the command, and waits for its end.
 */
final class JobPool {
    /** How often the one who waits for the slots looks whether anybody reads our output. */
    private static final long LOOK_MILLIS = 100;

    /** How often it ends whom a slot has started meanwhile, before it leaves without the slot. */
    private static final int ENDS = 20;

    private static final int BUFFER = 32 << 10;
    private static final long STACK = 256 << 10;
    private static final long AHEAD = 1 << 20;

    /** With so much read ahead the end of most inputs is known early. */
    private static final long AHEAD_TO_ESTIMATE = 64 << 20;

    /**
     * What a user has asked for.
     *
     * @param words the command, as it was given
     * @param command the command, as a template
     * @param framing how records are told apart
     * @param onStdin whether the command reads the record
     * @param slots how many run at once
     * @param retries how often a job that fails is tried again
     * @param timeout how long a try may take
     * @param halt when failures end the whole
     * @param delay between two starts
     * @param output in which order output comes
     * @param tagged whether each line of output begins with the record
     * @param log the file that tells what has become of each job
     * @param resumed whether what has ended well by that file is not run again
     * @param progress whether a line on the terminal tells how far it is
     * @param grace how long a process may take to end
     * @param exit what the exit status is made of
     */
    record Plan(
            List<String> words,
            CommandTemplate command,
            Framing framing,
            boolean onStdin,
            int slots,
            long retries,
            Optional<Duration> timeout,
            HaltCondition halt,
            Duration delay,
            JobOutputPolicy.Order output,
            boolean tagged,
            Optional<Path> log,
            boolean resumed,
            boolean progress,
            Duration grace,
            FanExitRule exit) {}

    private final Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final JobLog log;
    private final RecordQueue records;
    private final JobOutputPolicy output;
    private final FanExitStatus outcome;
    private final StartPacer spacing;
    private final JobTimeLimit limit;
    private final JobProgress tally = new JobProgress();
    private int slots;
    private int started;
    private int idle;
    private boolean over;
    private boolean ending;
    private IpcException failure;

    private JobPool(Plan plan, Console console, ProcessTree tree, JobLog log) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.log = log;
        this.records =
                new RecordQueue(
                        console.stdin(), plan.framing, plan.progress ? AHEAD_TO_ESTIMATE : AHEAD);
        this.output = JobOutputPolicy.of(plan.output, plan.tagged, plan.retries > 0, console);
        this.outcome = new FanExitStatus(plan.exit);
        this.spacing = new StartPacer(plan.delay);
        this.limit = plan.timeout.map(JobTimeLimit::new).orElse(null);
    }

    /**
     * Runs all.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN, of the command; OUTPUT_CLOSED, UNUSABLE
     */
    static int run(Plan plan, Console console) {
        if (plan.command.hasOneProgram()) {
            UserCommand.check(plan.words.getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.grace);
                JobLog log = plan.log.map(file -> JobLog.open(file, plan.resumed)).orElse(null)) {
            return new JobPool(plan, console, tree, log).run();
        } catch (IpcException e) {
            return OwnFailureReport.toldButInput(e, console);
        }
    }

    /** Prints what would be run. */
    static int show(Plan plan, Console console) {
        SharedStdout out = new SharedStdout(console);
        RecordQueue records = new RecordQueue(console.stdin(), plan.framing, AHEAD).start();
        FanExitStatus outcome = new FanExitStatus(plan.exit);
        try {
            for (JobRecord next = records.take(); next != null; next = records.take()) {
                try {
                    List<byte[]> words = plan.command.words(next, 1);
                    out.write(ByteBuffer.wrap(ShellQuoting.line(words)));
                } catch (IpcException e) {
                    if (e.category() != Category.UNUSABLE) {
                        throw e;
                    }
                    console.error(line(next, e.getMessage()));
                    outcome.ended(ExitCode.UNUSABLE.code());
                }
            }
        } catch (IpcException e) {
            return OwnFailureReport.toldButInput(e, console);
        }
        return outcome.status();
    }

    private int run() {
        try (Progress _ = plan.progress ? console.progress(this::state) : null) {
            records.start();
            synchronized (this) {
                startSlot();
            }
            awaitSlots();
        }
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
        }
        return outcome.status();
    }

    private String state() {
        return tally.line(records.total(), System.nanoTime());
    }

    /** Where the system lets us have no more threads, those that we have must do. */
    private void startSlot() {
        int number = ++started;
        try {
            Thread.ofPlatform().daemon().stackSize(STACK).name("slot").start(() -> slot(number));
            slots++;
            idle++;
        } catch (OutOfMemoryError e) {
            started = plan.slots;
            if (slots == 0) {
                throw new IpcException(Category.NO_PROCESS, "cannot start a thread", e);
            }
        }
    }

    private void slot(int number) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        try {
            for (JobRecord next = next(); next != null; next = next()) {
                run(next, number, buffer);
            }
        } catch (IpcException e) {
            fail(e);
        } catch (OutOfMemoryError e) {
            fail(new IpcException(Category.FAILED, "not enough memory", e));
        } catch (RuntimeException | Error e) {
            fail(new IpcException(Category.FAILED, "internal error: " + e, e));
        } finally {
            synchronized (this) {
                slots--;
                notifyAll();
            }
        }
    }

    /** The next record that is to be run; whoever takes one sees to it that somebody is waiting. */
    private JobRecord next() {
        JobRecord next = take();
        while (next != null && log != null && log.isDone(next)) {
            output.skip(next);
            tally.skipped();
            next = take();
        }
        synchronized (this) {
            idle--;
            if (next != null && idle == 0 && started < plan.slots) {
                startSlot();
            }
        }
        return next;
    }

    /** What cannot be read is an end, too; the records before it are run as others are. */
    private JobRecord take() {
        try {
            return records.take();
        } catch (IpcException e) {
            note(e);
            return null;
        }
    }

    private void run(JobRecord record, int slot, ByteBuffer buffer) {
        JobOutput its = output.open(record, buffer);
        try {
            if (isOver()) {
                output.skip(record);
            } else {
                new Job(this, record, slot).run(its);
            }
        } finally {
            its.close();
        }
        synchronized (this) {
            idle++;
        }
    }

    private void awaitSlots() {
        for (int ends = 0; isAnySlotLeft() && ends < ENDS; ) {
            if (isEnding()) {
                ends++;
                tree.end();
            } else if (HangUp.ofStdout()) {
                fail(new IpcException(Category.OUTPUT_CLOSED, "the output was closed"));
            }
        }
    }

    private synchronized boolean isAnySlotLeft() {
        if (slots > 0) {
            try {
                wait(LOOK_MILLIS);
            } catch (InterruptedException e) {
                throw new IpcException(Category.FAILED, "interrupted", e);
            }
        }
        return slots > 0;
    }

    /** Of several failures, the first is told. */
    private synchronized void note(IpcException why) {
        if (failure == null) {
            failure = why;
        }
    }

    /** Something keeps us from going on. */
    private void fail(IpcException why) {
        note(why);
        stop();
        if (why.category() == Category.OUTPUT_CLOSED) {
            end();
        }
    }

    /**
     * Nothing new is started any more.
     *
     * @return false if nothing was before
     */
    private boolean stop() {
        records.stop();
        synchronized (this) {
            boolean first = !over;
            over = true;
            return first;
        }
    }

    /** The same, and what runs is ended, soon and by another thread. */
    void end() {
        stop();
        synchronized (this) {
            ending = true;
            notifyAll();
        }
    }

    /** A job is done. */
    void ended(int status) {
        outcome.ended(status);
        if (tally.ended(status == 0, plan.halt) && stop()) {
            console.message(
                    "ipc-fan: "
                            + tally.failures()
                            + (plan.halt.now()
                                    ? ": all others are ended"
                                    : ": nothing new is started"));
            if (plan.halt.now()) {
                end();
            }
        }
    }

    /** All that a job has written is out. */
    void log(JobLogLine line) {
        if (log != null) {
            log.add(line);
        }
    }

    /** Returns when another process may be started. */
    void awaitStart() {
        spacing.await();
    }

    /** News of a job. */
    void tell(JobRecord record, String what) {
        console.message(line(record, what));
    }

    /** What is wrong with a job. */
    void complain(JobRecord record, String what) {
        console.error(line(record, what));
    }

    private static String line(JobRecord record, String what) {
        return "ipc-fan: job " + record.number() + ": " + what;
    }

    /** Whether nothing new is started. */
    synchronized boolean isOver() {
        return over;
    }

    /** Whether what runs is being ended. */
    synchronized boolean isEnding() {
        return ending;
    }

    /** Whether no other slot is at work. */
    synchronized boolean isAlone() {
        return slots - idle <= 1;
    }

    Plan plan() {
        return plan;
    }

    ProcessTree tree() {
        return tree;
    }

    /** How long a try may take; null if there is no limit. */
    JobTimeLimit limit() {
        return limit;
    }
}
