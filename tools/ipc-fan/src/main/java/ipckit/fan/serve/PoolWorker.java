package ipckit.fan.serve;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.ExitCode;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.ExitResult;
import ipckit.fan.output.LineTag;

import java.lang.foreign.MemorySegment;

/**
 * One of the workers: a process, and another one whenever it ends before its work does. It belongs
 * to the thread that gives it records; another one takes its answers.
 */
final class PoolWorker implements WorkerProcess.Taker {
    private final int number;
    private final WorkerPool serving;
    private final RecordDispatcher dispatch;
    private final WorkerState seat;
    private final RunFormat format;
    private final LineTag tag;
    private int runs;

    /** Null when the process has ended, until there is something to do for another one. */
    private volatile WorkerProcess run;

    PoolWorker(int number, WorkerPool serving, RecordDispatcher dispatch) {
        this.number = number;
        this.serving = serving;
        this.dispatch = dispatch;
        this.seat = dispatch.seat(serving.plan().window());
        this.format = serving.plan().framing().format();
        this.tag = serving.plan().tagged() ? new LineTag(number) : null;
    }

    /** Starts its process. */
    void start() {
        runs++;
        run = serving.start(number, number + "." + runs, this);
    }

    /** Gives it records until there are no more. */
    void work() {
        for (; ; ) {
            RecordBatch lot = dispatch.take(seat);
            if (lot == null && run == null) {
                return;
            }
            if (run == null && !restarts()) {
                return;
            }
            if (lot == null || !run.write(lot.view())) {
                WorkerProcess last = run;
                last.finish();
                if (!settle(last)) {
                    return;
                }
            }
        }
    }

    private boolean restarts() {
        try {
            start();
            return true;
        } catch (IpcException e) {
            if (e.category() != Category.NO_PROCESS) {
                throw e;
            }
            serving.retire(this, e.getMessage(), ExitCode.AROUND_COMMAND.code());
            return false;
        }
    }

    /** A process has said what it had to say. Whether there may be another one. */
    private boolean settle(WorkerProcess last) {
        ExitResult ended = last.await(dispatch.unanswered(seat) > 0 || last.wasTalkative());
        serving.giveWay(ended);
        run = null;
        if (ended.isWell() && last.unfinished() != null && dispatch.unanswered(seat) > 0) {
            byte[] answer = last.unfinished();
            take(MemorySegment.ofArray(answer), 0, answer.length, 1);
        }
        if (last.wasTalkative()) {
            serving.retire(
                    this,
                    "it has answered more than it was asked: it is given no more",
                    ExitCode.CORRUPT.code());
            return false;
        }
        serving.ended(this, ended, last.damage(), dispatch.lose(seat, last.wasEndedIdle()));
        return true;
    }

    int number() {
        return number;
    }

    WorkerState seat() {
        return seat;
    }

    /** How many bytes its process has not read; its thread waits meanwhile. */
    int unread() {
        WorkerProcess now = run;
        return now == null ? -1 : now.unread();
    }

    @Override
    public boolean take(RunReader answers) {
        return take(
                answers.bytes(),
                answers.from(),
                answers.from() + answers.length(),
                answers.count());
    }

    private boolean take(MemorySegment bytes, long from, long to, int count) {
        int open = count;
        long at = from;
        for (RecordDispatcher.Range range : dispatch.answered(seat, count)) {
            open -= range.count();
            long end = open == 0 ? to : format.endOfNth(bytes, at, to, range.count());
            serving.answers().put(tag, range.first(), range.count(), bytes, at, end);
            at = end;
        }
        if (serving.plan().keepOrder()) {
            dispatch.moved();
        }
        return open == 0;
    }

    @Override
    public void end() {
        dispatch.over(seat);
    }
}
