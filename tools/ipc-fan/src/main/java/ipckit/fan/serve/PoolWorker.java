package ipckit.fan.serve;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.ExitResult;
import ipckit.common.process.ProcessTree;
import ipckit.fan.output.LineTag;
import ipckit.fan.pool.MessageText;

import java.lang.foreign.MemorySegment;

/**
 * One of the numbered workers of a pool. Writes records to a child process, and starts a
 * replacement when the child process ends. Only the thread that writes records may call the
 * methods, with three exceptions: the thread that reads the answers calls {@link #take} and {@link
 * #endAnswers}, and any thread may call {@link #unread}.
 */
final class PoolWorker {
    private final int number;
    private final WorkerPool pool;
    private final RecordDispatcher dispatcher;
    private final WorkerState state;
    private final RunFormat format;
    private final LineTag tag;
    private int processes;

    /** The child process; null after its end until a replacement starts. */
    private volatile WorkerProcess process;

    PoolWorker(int number, WorkerPool pool, RecordDispatcher dispatcher) {
        this.number = number;
        this.pool = pool;
        this.dispatcher = dispatcher;
        this.state = dispatcher.addWorker(pool.plan().window());
        this.format = pool.plan().stream().framing().format();
        this.tag = pool.plan().stream().tag(number);
    }

    /** Starts the first child process, or a replacement for the child process that has ended. */
    void start() {
        processes++;
        process = new WorkerProcess(pool, this, number + "." + processes);
    }

    /**
     * Writes records to the child process, and starts a replacement for a child process that has
     * ended. Returns when no record is left, or when no replacement may start.
     */
    void work() {
        for (; ; ) {
            RecordBatch batch = dispatcher.take(state);
            if (process == null && (batch == null || !restart())) {
                return;
            }
            if ((batch == null || !process.write(batch.view())) && !settle(process)) {
                return;
            }
        }
    }

    private boolean restart() {
        try {
            start();
            return true;
        } catch (IpcException e) {
            // The start fails with NO_PROCESS if the system refuses another process, and with IO if
            // this program has too many open files. In both cases, the pool continues without this
            // worker.
            if (e.category() != Category.NO_PROCESS && e.category() != Category.IO) {
                throw e;
            }
            pool.retire(this, e.getMessage(), ExitCode.AROUND_COMMAND.code());
            return false;
        }
    }

    /**
     * Closes the input of a child process, waits until the process has ended, and decides what
     * happens to its unanswered records. Returns true if the pool may start a replacement; false if
     * this worker must run no further process.
     */
    private boolean settle(WorkerProcess last) {
        last.finish();
        ExitResult ended =
                last.await(dispatcher.unanswered(state) > 0 || last.hasAnsweredTooMuch());
        boolean intended = pool.threads().yieldToShutdown(ended, last.wasEndedByThisProgram());
        process = null;
        if (ended.isSuccess() && last.unterminated() != null && dispatcher.unanswered(state) > 0) {
            byte[] answer = last.unterminated();
            take(MemorySegment.ofArray(answer), 0, answer.length, 1);
        }
        if (last.hasAnsweredTooMuch()) {
            pool.retire(
                    this,
                    "it has answered more than it was asked: it is given no more",
                    ExitCode.CORRUPT.code());
            return false;
        }
        if (intended || ProcessTree.isSignalOfTerminal()) {
            // This program and the child process have probably got the same signal, for example by
            // Ctrl-C. Therefore the pool starts no replacement, and workers that still run receive
            // the records.
            dispatcher.giveBack(state);
            return false;
        }
        if (ended.isSuccess() && !last.wasEndedByThisProgram()) {
            checkAnswers(dispatcher.unansweredRead(state, last.neverRead()));
        }
        pool.reportEnd(this, ended, last.damage(), dispatcher.lose(state, last.wasEndedIdle()));
        return true;
    }

    /**
     * Fails if the child process has exited successfully but has not answered all records that it
     * had read. In this case, its answers may be assigned to the wrong records. Its records cannot
     * be given to another process, because some of them would be answered twice.
     *
     * @param missing the number of records that the process has read and not answered
     */
    private void checkAnswers(int missing) {
        if (missing > 0) {
            throw new IpcException(
                    Category.CORRUPT,
                    "worker %d ended with status 0, but %s that it had read %s no answer"
                            .formatted(
                                    number,
                                    MessageText.records(missing, pool.plan().stream().framing()),
                                    missing == 1 ? "has" : "have"));
        }
    }

    int number() {
        return number;
    }

    WorkerState state() {
        return state;
    }

    /**
     * Returns the number of bytes that were written to the child process but not yet read by the
     * process. Returns −1 if there is no child process.
     */
    int unread() {
        WorkerProcess now = process;
        return now == null ? -1 : now.unread();
    }

    /**
     * Passes answers of the child process to the output. Returns false if the child process has
     * given more answers than the number of records that it has received; otherwise returns true.
     */
    boolean take(RunReader answers) {
        return take(
                answers.bytes(),
                answers.from(),
                answers.from() + answers.length(),
                answers.count());
    }

    private boolean take(MemorySegment bytes, long from, long to, int count) {
        int left = count;
        long at = from;
        for (RecordDispatcher.Range range : dispatcher.addAnswers(state, count)) {
            left -= range.count();
            long end = left == 0 ? to : format.endOfNth(bytes, at, to, range.count());
            pool.answers()
                    .put(range.first(), range.count(), tag.tagged(bytes, at, end, range.count()));
            at = end;
        }
        if (pool.plan().stream().keepOrder()) {
            dispatcher.answersWritten();
        }
        return left == 0;
    }

    /**
     * Tells the dispatcher that the child process gives no more answers, so that the dispatcher
     * gives this process no more records.
     */
    void endAnswers() {
        dispatcher.endAnswers(state);
    }
}
