package ipckit.fan.each;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.cli.output.Progress;
import ipckit.common.process.PoolWork;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.each.output.JobOutput;
import ipckit.fan.each.output.JobOutputPolicy;
import ipckit.fan.each.output.OutputMode;
import ipckit.fan.joblog.JobLog;
import ipckit.fan.joblog.JobLogLine;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.OwnFailureReport;

import java.nio.ByteBuffer;

/**
 * Runs a command once for each record of the input, several jobs at the same time. Each job slot
 * has a thread, which takes the next record, starts the command, and waits for the end of the
 * command. The pool starts another thread only when a thread has taken a record and all other
 * threads are busy.
 */
final class JobPool {
    /** The time in milliseconds between two attempts to end the processes of the pool. */
    private static final long RETRY_MILLIS = 100;

    /**
     * The maximum number of attempts to end the processes of the pool. After the last attempt, the
     * pool ends, and does not wait for job slots whose threads still run.
     */
    private static final int END_ATTEMPTS = 20;

    private static final int BUFFER = 32 << 10;
    private static final long STACK = 256 << 10;

    /**
     * The approximate limit in bytes for the memory of the records that the pool reads ahead with
     * {@code --progress}. The limit is large, so that the progress line can show the total number
     * of jobs early.
     */
    private static final long AHEAD_FOR_PROGRESS = 16 << 20;

    private final EachPlan plan;
    private final Console console;
    private final ProcessTree tree;
    private final JobLog log;
    private final RecordQueue records;
    private final JobOutputPolicy output;
    private final FanExitStatus exitStatus;
    private final StartPacer pacer;
    private final JobTimeLimit timeLimit;
    private final JobProgress progress = new JobProgress();
    private int slots;
    private int started;
    private int idle;
    private int stuck;
    private boolean halted;
    private boolean ending;

    /** True when as many jobs have succeeded as the option {@code --halt} demands. */
    private volatile boolean succeeded;

    private IpcException failure;

    private JobPool(EachPlan plan, Console console, ProcessTree tree, JobLog log) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.log = log;
        this.records =
                plan.records()
                        .queue(
                                console,
                                plan.progress() ? AHEAD_FOR_PROGRESS : RecordQueue.AHEAD,
                                this::isSkipped);
        this.output =
                new JobOutputPolicy(
                        plan.output(), plan.stream().tagged(), console, this::failToHold);
        this.exitStatus = new FanExitStatus(plan.stream().limits().exit());
        this.pacer = new StartPacer(plan.starts().delay());
        this.timeLimit = plan.tries().timeout().map(JobTimeLimit::new).orElse(null);
    }

    /**
     * Runs all jobs.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN if the command cannot be run; OUTPUT_CLOSED if
     *     the reader of standard output has closed it; UNUSABLE if the input is invalid
     */
    static int run(EachPlan plan, Console console) {
        if (plan.template().hasFixedProgram()) {
            UserCommand.check(plan.stream().command().getFirst());
        }
        try (ProcessTree tree = new ProcessTree(plan.stream().limits().killAfter());
                JobLog log = plan.log().map(it -> JobLog.open(it.file())).orElse(null)) {
            JobPool pool = new JobPool(plan, console, tree, log);
            return PoolWork.run(
                    plan.tries().grace().orElse(null), pool::halt, pool::tellOfWait, pool::run);
        } catch (IpcException e) {
            return OwnFailureReport.printUnlessUnusable(e, console);
        }
    }

    /**
     * Notifies the user that the first signal has stopped the pool and that some jobs still run.
     */
    private void tellOfWait() {
        console.message(
                "ipc-fan: nothing new is started; running jobs finish, a second signal ends them");
    }

    private int run() {
        try (Progress _ = showsProgress() ? console.progress(this::progressLine) : null) {
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
        String failures = progress.failures();
        if (failures != null) {
            console.message("ipc-fan: " + failures);
        }
        return succeeded ? ExitCode.OK.code() : exitStatus.status();
    }

    /**
     * Returns whether this program shows a progress line. It does so if the user wants the line,
     * and no other text can mix with the line on the terminal. Other text would be records that the
     * user types at the terminal, or output that the jobs write directly to standard output.
     */
    private boolean showsProgress() {
        boolean isTyped = plan.records().readsStdin() && console.isTerminal(Console.Stream.IN);
        boolean isDirect = plan.output() == OutputMode.DIRECT;
        return plan.progress() && !isTyped && !isDirect;
    }

    private String progressLine() {
        return progress.line(records.total(), System.nanoTime());
    }

    /**
     * Starts the thread of another job slot. If the system allows no more threads, the pool
     * continues with the running threads and starts no more.
     *
     * @throws IpcException NO_PROCESS if the system refuses a thread and no other thread is running
     */
    private void startSlot() {
        int number = ++started;
        try {
            Thread.ofPlatform().daemon().stackSize(STACK).name("slot").start(() -> runSlot(number));
            slots++;
            idle++;
        } catch (OutOfMemoryError e) {
            started = plan.stream().limits().jobs();
            if (slots == 0) {
                throw new IpcException(Category.NO_PROCESS, "cannot start a thread", e);
            }
        }
    }

    private void runSlot(int number) {
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

    /**
     * Takes the next record for which a job must be run. Returns null if no record is left. Starts
     * the thread of another job slot if the threads of all job slots are busy now.
     */
    private JobRecord next() {
        JobRecord next = take();
        synchronized (this) {
            idle--;
            if (next != null && idle == 0 && started < plan.stream().limits().jobs()) {
                startSlot();
            }
        }
        return next;
    }

    /**
     * Takes a record from the queue. Returns null if the queue is stopped, or if no record will
     * follow. If the input has failed, stores the failure as a failure of the pool, and returns
     * null.
     */
    private JobRecord take() {
        try {
            return records.take();
        } catch (IpcException e) {
            note(e);
            return null;
        }
    }

    /**
     * Returns whether a record is skipped, which means that no job is run for it. Counts each
     * skipped record.
     */
    private boolean isSkipped(JobRecord record) {
        boolean isDone = plan.isDone(record);
        if (isDone) {
            progress.addSkipped();
        }
        return isDone;
    }

    private void run(JobRecord record, int slot, ByteBuffer buffer) {
        try (JobOutput jobOutput =
                output.open(record.position(), record.bytes(), record.memory(), buffer)) {
            new Job(this, record, slot).run(jobOutput);
        }
        synchronized (this) {
            idle++;
        }
    }

    private void awaitSlots() {
        for (int attempts = 0; isAnySlotLeft() && attempts < END_ATTEMPTS; ) {
            if (isEnding()) {
                attempts++;
                // The thread of a job slot may start a process just after a call of tree.end().
                // Therefore the loop repeats the call.
                tree.end();
            }
        }
    }

    /**
     * Waits until the thread of a job slot ends, or until this pool begins to end the running jobs.
     * If this pool has already begun to end them, waits at most {@link #RETRY_MILLIS}. Returns
     * whether any thread of a job slot still runs.
     */
    private synchronized boolean isAnySlotLeft() {
        if (slots > 0) {
            long limit = ending ? RETRY_MILLIS : 0;
            Uninterrupted.await(() -> wait(limit));
        }
        return slots > 0;
    }

    /** Stores the first failure. Later failures are not reported. */
    private synchronized void note(IpcException why) {
        if (failure == null) {
            failure = why;
        }
    }

    /**
     * Stores a failure, and prevents the start of more jobs. Also makes the main thread end the
     * running jobs if the category of the failure is OUTPUT_CLOSED.
     */
    private void fail(IpcException why) {
        note(why);
        halt();
        if (why.category() == Category.OUTPUT_CLOSED) {
            end();
        }
    }

    /**
     * Prevents the start of more jobs after a failure to store the output of a job. The output of a
     * job is stored while other jobs must write their outputs first.
     *
     * @param why the failure
     */
    private void failToHold(IpcException why) {
        String message = why.getMessage() + "; no more jobs were started";
        fail(new IpcException(why.category(), message, why));
    }

    /**
     * Prevents the start of more jobs.
     *
     * @return true for the first call of this method; false for later calls
     */
    private boolean halt() {
        records.stop();
        pacer.stop();
        synchronized (this) {
            boolean first = !halted;
            halted = true;
            return first;
        }
    }

    /** Prevents the start of more jobs, and makes the main thread end the running jobs. */
    void end() {
        halt();
        synchronized (this) {
            ending = true;
            notifyAll();
        }
    }

    /**
     * Adds the result of a job that is done. If this result fulfils the user's halt condition,
     * prevents the start of more jobs. A condition such as {@code now,fail=3} also ends the running
     * jobs. With a condition such as {@code soon,fail=3}, the running jobs continue.
     */
    void addResult(JobRecord record, int status) {
        exitStatus.add(status);
        HaltCondition condition = plan.starts().halt();
        if (progress.add(record.number(), status == 0, condition) && halt()) {
            succeeded = condition.onSuccess();
            String effect = condition.now() ? "all others are ended" : "nothing new is started";
            console.message("ipc-fan: " + progress.counted(condition) + ": " + effect);
            if (condition.now()) {
                end();
            }
        }
    }

    /** Adds a line to the job log. */
    void log(JobLogLine line) {
        try {
            log.add(line);
        } catch (IpcException e) {
            // Nothing is thrown here, because the running jobs must still write their outputs.
            fail(e);
        }
    }

    /**
     * Waits until a job may start its command for the first time. Without a minimum time between
     * starts, the job may start at once. Otherwise it may start when two conditions hold: the jobs
     * of all earlier records have started, and the minimum time since the previous start has
     * passed.
     *
     * @return false if no more jobs may start
     */
    boolean awaitFirstStart(JobRecord record) {
        return pacer.awaitFirst(record.position());
    }

    /**
     * Waits until the minimum time since the previous start has passed.
     *
     * @return false if no more jobs may start
     */
    boolean awaitStart() {
        return pacer.await();
    }

    /** Prints a message about a job, unless the user suppresses messages. */
    void message(JobRecord record, String what) {
        console.message(line(record, what));
    }

    /** Prints an error message about a job. */
    void error(JobRecord record, String what) {
        console.error(line(record, what));
    }

    private static String line(JobRecord record, String what) {
        return "ipc-fan: job " + record.number() + ": " + what;
    }

    /** Returns whether no more jobs may start. */
    synchronized boolean isHalted() {
        return halted;
    }

    /** Returns whether {@link #end} was called, so that the main thread ends the running jobs. */
    synchronized boolean isEnding() {
        return ending;
    }

    /** Counts a job slot as stuck, because it cannot start its command. */
    synchronized void addStuckSlot() {
        stuck++;
    }

    /**
     * Counts a job slot as no longer stuck: it has started its command, or has given up the attempt
     * to start it.
     */
    synchronized void removeStuckSlot() {
        stuck--;
    }

    /**
     * Returns whether no job slot runs a command. Each job slot then waits for a record, or is
     * stuck because it cannot start its command.
     */
    synchronized boolean areAllActiveSlotsStuck() {
        return slots - idle <= stuck;
    }

    EachPlan plan() {
        return plan;
    }

    ProcessTree tree() {
        return tree;
    }

    /** Returns the time limit for each try of a job, or null if there is no limit. */
    JobTimeLimit timeLimit() {
        return timeLimit;
    }
}
