package ipckit.fan.serve;

import ipckit.common.CountedNoun;
import ipckit.common.IpcException;
import ipckit.common.cli.ExitCode;
import ipckit.common.cli.output.Console;
import ipckit.common.daemon.Readiness;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.RecordBlock;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.ExitResult;
import ipckit.common.process.ProcessTree;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.MessageText;
import ipckit.fan.pool.PoolThreads;

import java.util.ArrayList;
import java.util.List;

/**
 * A pool of workers. Each record of standard input is given to one worker, which writes one record
 * as the answer. When a worker ends, a replacement starts. The records that the ended worker has
 * not answered return to the queue, from which any worker may receive them.
 */
final class WorkerPool {
    private static final long BLOCK = 128 << 10;

    /**
     * The number of left-out records after which the pool gives up, if no worker has answered any
     * record. A record is left out (given to no further worker) when too many workers have ended
     * while answering it.
     */
    private static final int MOST_LEFT_OUT = 3;

    /**
     * If a worker is stuck, and no worker has answered for this time in nanoseconds, the pool
     * prints a message. A worker is stuck if it has read all of its records and does not answer,
     * and its window (the limit for its unanswered records) cannot grow further. The message tells
     * the user how to make workers flush their answers.
     */
    private static final long LONG_SILENCE_NANOS = 10_000_000_000L;

    /** The longest time between two searches for workers that need more records. */
    private static final long LONGEST_PAUSE_MILLIS = 50;

    private final ServePlan plan;
    private final Framing framing;
    private final Console console;
    private final ProcessTree tree;
    private final StoppableInput input;
    private final PoolThreads threads = new PoolThreads();
    private final FanExitStatus exitStatus;
    private final AnswerOutput answers;
    private final RecordDispatcher dispatcher;
    private final List<PoolWorker> workers = new ArrayList<>();
    private int leftOut;
    private long pause = 1;
    private boolean hinted;
    private volatile IpcException inputFailure;

    WorkerPool(ServePlan plan, Console console, ProcessTree tree, StoppableInput input) {
        this.plan = plan;
        this.framing = plan.stream().framing();
        this.console = console;
        this.tree = tree;
        this.input = input;
        this.exitStatus = new FanExitStatus(plan.stream().limits().exit());
        this.answers =
                new AnswerOutput(plan.stream().keepOrder(), new SharedStdout(console)::write);
        this.dispatcher = new RecordDispatcher(framing.format(), plan.retries(), answers);
    }

    /**
     * Gives all records of standard input to workers, and waits until the workers have answered.
     *
     * @return the exit code
     * @throws IpcException OUTPUT_CLOSED if the reader of standard output has closed it; another
     *     category if this program itself fails
     */
    int run() {
        for (int i = 1; i <= plan.stream().limits().jobs(); i++) {
            workers.add(new PoolWorker(i, this, dispatcher));
        }
        for (PoolWorker worker : workers) {
            worker.start();
        }
        Readiness.announce();
        for (PoolWorker worker : workers) {
            threads.start("records", worker::work);
        }
        threads.startHelper("input", this::read);
        threads.await(this::feedStarving);
        if (dispatcher.queued() > 0 && !ProcessTree.isSignalOfTerminal()) {
            console.error(
                    "ipc-fan: no worker is left: "
                            + MessageText.records(dispatcher.queued(), framing)
                            + " that had been read, and maybe more, were not answered");
        }
        if (inputFailure != null) {
            throw inputFailure;
        }
        if (dispatcher.hasAnswers()) {
            exitStatus.add(0);
        }
        boolean allDone = dispatcher.queued() == 0 || exitStatus.status() != 0;
        return allDone ? exitStatus.status() : ExitCode.AROUND_COMMAND.code();
    }

    private void read() {
        BlockReader reader = new BlockReader(input, framing, BLOCK, false);
        try {
            for (RecordBlock block = spareBlock(reader);
                    reader.next(block);
                    block = spareBlock(reader)) {
                dispatcher.add(block);
            }
        } catch (IpcException e) {
            // The workers still answer the records that were read before the failure. After that,
            // the method run() throws the failure.
            inputFailure = e;
        }
        dispatcher.end();
    }

    /**
     * Returns a free block for the next read of input. Limits this read to the number of bytes that
     * the workers need.
     */
    private RecordBlock spareBlock(BlockReader reader) {
        RecordBlock block = dispatcher.spareBlock();
        reader.readAtMost(dispatcher.missingBytes());
        return block;
    }

    /**
     * Gives more records to workers that have read all of their records and do not answer. Such a
     * worker may answer only after it has read more records. Returns the number of milliseconds
     * until the next call of this method: 1 if at least one worker is now allowed more unanswered
     * records, otherwise twice the previous number, up to a maximum.
     */
    private long feedStarving() {
        boolean fed = dispatcher.feedStarving(i -> workers.get(i).unread());
        pause = fed ? 1 : Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
        if (!hinted && dispatcher.isStuckFor(LONG_SILENCE_NANOS)) {
            hinted = true;
            console.message(
                    "ipc-fan: no answer for 10 s from workers that have read all they may have:"
                            + " make them flush each answer (stdbuf -oL, sed -u), or raise"
                            + " --window");
        }
        return pause;
    }

    ServePlan plan() {
        return plan;
    }

    AnswerOutput answers() {
        return answers;
    }

    ProcessTree tree() {
        return tree;
    }

    PoolThreads threads() {
        return threads;
    }

    /**
     * Reports the end of a worker and the records that the worker has not answered.
     *
     * @param damage the reason why this program ended the worker; null if this program did not end
     *     the worker
     */
    synchronized void reportEnd(
            PoolWorker worker, ExitResult result, String damage, RecordDispatcher.Loss loss) {
        boolean lost = loss.repeated() > 0 || loss.leftOut() >= 0;
        if (lost || result.signal() != 0) {
            String end = damage == null ? MessageText.exit(result) : "was ended: " + damage;
            console.message(
                    "ipc-fan: worker " + worker.number() + " " + end + repeated(loss.repeated()));
        }
        if (!lost && result.signal() == 0) {
            exitStatus.add(result.status());
        }
        if (loss.leftOut() >= 0) {
            leaveOut(loss.leftOut(), result, damage);
        }
    }

    private String repeated(int records) {
        String verb = records == 1 ? " is" : " are";
        return records == 0
                ? ""
                : "; " + MessageText.records(records, framing) + verb + " given to another worker";
    }

    private void leaveOut(long number, ExitResult result, String damage) {
        console.error(
                "ipc-fan: %s %s is left out: %s ended while answering it, the last %s"
                        .formatted(
                                MessageText.noun(framing),
                                number + 1,
                                CountedNoun.of(plan.retries() + 1L, "worker"),
                                damage == null ? MessageText.exit(result) : "for " + damage));
        exitStatus.add(
                result.isSuccess() || damage != null ? ExitCode.FAILED.code() : result.status());
        answers.skip(number);
        leftOut++;
        if (leftOut == MOST_LEFT_OUT && !dispatcher.hasAnswers()) {
            console.error("ipc-fan: no worker has answered anything: given up");
            dispatcher.abandon();
        }
    }

    /**
     * Stops the use of a worker: prints the reason, and puts the unanswered records of the worker
     * back into the queue, from which other workers receive them.
     *
     * @param why the reason, which the printed message contains
     * @param status an exit status for this worker, which is combined with the exit statuses of the
     *     other workers into the exit status of this program
     */
    synchronized void retire(PoolWorker worker, String why, int status) {
        console.error("ipc-fan: worker " + worker.number() + ": " + why);
        exitStatus.add(status);
        dispatcher.giveBack(worker.state());
    }
}
