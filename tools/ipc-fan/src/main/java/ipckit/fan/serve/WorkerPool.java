package ipckit.fan.serve;

import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RecordBlock;
import ipckit.common.process.ExitResult;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.output.LineTag;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.ExitText;
import ipckit.fan.pool.FanExitRule;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolThreads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --serve}: workers that answer each record with one, and of whom one that ends is replaced
 * by another, which gets what it had not answered.
 */
final class WorkerPool {
    private static final long BLOCK = 128 << 10;

    /** How much the pipes of all workers hold together at most. */
    private static final long IN_PIPES = 16 << 20;

    private static final int LEAST_PIPE = 64 << 10;
    private static final int MOST_PIPE = 256 << 10;

    /** After so many records that ended every worker, and no answer ever, it is no use. */
    private static final int IN_VAIN = 3;

    /** When a user may wonder what is the matter. */
    private static final long LONG_SILENCE = 10_000_000_000L;

    /**
     * What a user has asked for.
     *
     * @param workers how many there are
     * @param framing what a record is, in and out
     * @param window how many records one may be given before it has answered
     * @param retries how many may end over a record, and it is given to one more
     * @param keepOrder whether answers are in the order of the records
     * @param tagged whether each line begins with the worker's number
     * @param grace how long they may take to end when they are told to
     * @param exit what the exit status is made of
     * @param command what each worker is
     */
    record Plan(
            int workers,
            Framing framing,
            int window,
            int retries,
            boolean keepOrder,
            boolean tagged,
            Duration grace,
            FanExitRule exit,
            List<String> command) {

        /** A worker that is to be started. */
        ProcessLaunch launch(ProcessTree tree, int number) {
            return tree.launch(OwnCommandLine.bytesOf(command))
                    .with("IPC_INDEX", Integer.toString(number))
                    .with("IPC_COUNT", Integer.toString(workers));
        }

        /** How much the pipes to and from a worker hold. */
        int pipe() {
            return Math.clamp(IN_PIPES / workers, LEAST_PIPE, MOST_PIPE);
        }
    }

    private final Plan plan;
    private final Console console;
    private final PoolThreads crew = new PoolThreads();
    private final FanExitStatus outcome;
    private final AnswerSink answers;
    private final RecordDispatcher dispatch;
    private final List<PoolWorker> workers = new ArrayList<>();
    private ProcessTree tree;
    private int leftOut;
    private long pause = 1;
    private boolean hinted;
    private volatile IpcException inputFailure;

    WorkerPool(Plan plan, Console console) {
        this.plan = plan;
        this.console = console;
        this.outcome = new FanExitStatus(plan.exit);
        RunFormat format = plan.framing.format();
        SharedStdout out = new SharedStdout(console);
        this.answers =
                plan.keepOrder
                        ? new OrderedAnswers(format, out::write)
                        : (tag, _, count, bytes, from, to) ->
                                out.write(LineTag.put(tag, format, bytes, from, to, count));
        this.dispatch = new RecordDispatcher(format, plan.retries, answers);
    }

    /**
     * Has all of standard input answered.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN, of the command; OUTPUT_CLOSED; and what we fail
     *     at ourselves
     */
    int run() {
        UserCommand.check(plan.command.getFirst());
        try (ProcessTree made = new ProcessTree(plan.grace)) {
            tree = made;
            try {
                return serve();
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        }
    }

    private int serve() {
        for (int i = 1; i <= plan.workers; i++) {
            workers.add(new PoolWorker(i, this, dispatch));
        }
        for (PoolWorker worker : workers) {
            worker.start();
        }
        for (PoolWorker worker : workers) {
            crew.begin("records", worker::work);
        }
        crew.beside("input", this::read);
        crew.await(this::lookAfter);
        if (dispatch.queued() > 0) {
            console.error(
                    "ipc-fan: no worker is left: "
                            + ExitText.records(dispatch.queued(), plan.framing)
                            + " that had been read, and maybe more, were not answered");
        }
        if (inputFailure != null) {
            throw inputFailure;
        }
        if (dispatch.hasAnswers()) {
            outcome.ended(0);
        }
        boolean allDone = dispatch.queued() == 0 || outcome.status() != 0;
        return allDone ? outcome.status() : ExitCode.AROUND_COMMAND.code();
    }

    private void read() {
        BlockReader reader = new BlockReader(console.stdin(), plan.framing, BLOCK, false);
        try {
            for (RecordBlock block = dispatch.spare();
                    reader.next(block);
                    block = dispatch.spare()) {
                dispatch.arrived(block);
            }
        } catch (IpcException e) {
            inputFailure = e; // told when what came before was answered
        }
        dispatch.end();
    }

    /** Feeds those who keep answers back; soon again if that was of use. */
    private long lookAfter() {
        boolean fed = dispatch.feedHungry(i -> workers.get(i).unread());
        pause = fed ? 1 : Math.min(PoolThreads.LOOK, 2 * pause);
        if (!hinted && dispatch.isStuckFor(LONG_SILENCE)) {
            hinted = true;
            console.message(
                    "ipc-fan: no answer for 10 s from workers that have read all they may have: if"
                            + " they keep answers back, let them not (stdbuf -oL, sed -u), or make"
                            + " --window larger");
        }
        return pause;
    }

    Plan plan() {
        return plan;
    }

    AnswerSink answers() {
        return answers;
    }

    WorkerProcess start(int number, String id, WorkerProcess.Taker taker) {
        return new WorkerProcess(plan, tree, crew, number, id, taker);
    }

    /** Returns only if the work goes on after the end of a worker. */
    void giveWay(ExitResult ended) {
        crew.giveWay(ended);
    }

    /** A process has ended, by itself or not. */
    synchronized void ended(
            PoolWorker worker, ExitResult how, String damage, RecordDispatcher.Loss loss) {
        boolean lost = loss.again() > 0 || loss.leftOut() >= 0;
        if (lost || how.signal() != 0) {
            console.message(
                    "ipc-fan: worker "
                            + worker.number()
                            + " "
                            + (damage == null ? ExitText.text(how) : "was ended: " + damage)
                            + again(loss.again()));
        }
        if (!lost && how.signal() == 0) {
            outcome.ended(how.status());
        }
        if (loss.leftOut() >= 0) {
            leaveOut(loss.leftOut(), how, damage);
        }
    }

    private String again(int records) {
        return records == 0
                ? ""
                : "; "
                        + ExitText.records(records, plan.framing)
                        + (records == 1 ? " is given again" : " are given again");
    }

    private void leaveOut(long number, ExitResult how, String damage) {
        console.error(
                "ipc-fan: "
                        + ExitText.noun(plan.framing)
                        + " "
                        + (number + 1)
                        + " is left out: over it "
                        + ExitText.workers(plan.retries + 1L)
                        + " ended, the last "
                        + (damage == null ? ExitText.text(how) : "for " + damage));
        outcome.ended(how.isWell() || damage != null ? ExitCode.FAILED.code() : how.status());
        answers.skip(number);
        leftOut++;
        if (leftOut == IN_VAIN && !dispatch.hasAnswers()) {
            console.error("ipc-fan: no worker has answered anything: given up");
            dispatch.abandon();
        }
    }

    /** A worker is of no use any more. */
    synchronized void retire(PoolWorker worker, String why, int status) {
        console.error("ipc-fan: worker " + worker.number() + ": " + why);
        outcome.ended(status);
        dispatch.giveBack(worker.seat());
    }
}
