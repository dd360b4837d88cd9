package ipckit.fan.split;

import ipckit.common.cli.output.Console;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.NonBlockingRetry;
import ipckit.common.pipe.RecordBlock;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.fan.output.LineTag;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.ExitText;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolThreads;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One of the children that share the input: fed by one thread, read by another. */
final class SplitChild {
    private final int index;
    private final RunFormat format;
    private final SplitRun.Plan plan;
    private final BlockDistributor intake;
    private final Pipe input;
    private final Pipe output = Pipe.make();
    private final ChildProcess process;
    private volatile long records;
    private volatile boolean complete;
    private volatile boolean over;

    /** Starts it. */
    SplitChild(int index, SplitRun.Plan plan, ProcessTree tree, BlockDistributor intake) {
        this.index = index;
        this.plan = plan;
        this.format = plan.framing().format();
        this.intake = intake;
        this.input = Pipe.make().holding(plan.pipe());
        ProcessLaunch launch = plan.launch(tree, index + 1L);
        this.process = launch.reading(input).writing(output).start();
        input.closeOut();
        output.closeIn();
    }

    /** Gives it blocks until there are no more, or it takes no more. */
    void feed() {
        RecordBlock block = intake.next(index, new RecordBlock());
        while (block != null && give(block)) {
            records += block.count();
            intake.given();
            awaitRead();
            block = intake.next(index, block);
        }
        complete = block == null;
        if (!complete) {
            intake.leave(index, block);
        }
        input.closeIn();
    }

    /**
     * No pipe holds less than a page. Of smaller blocks it would hold many, which nobody else could
     * have then, though he were free.
     */
    private void awaitRead() {
        if (plan.block() < plan.pipe() && !plan.inTurn()) {
            for (int looks = 0; input.unread() > 0 && !over; looks++) {
                NonBlockingRetry.pause(looks);
            }
        }
    }

    /** False if it does not take all of it: then the block is what it has not even begun to get. */
    private boolean give(RecordBlock block) {
        ByteBuffer bytes = block.view();
        try {
            while (bytes.hasRemaining()) {
                input.in().write(bytes);
            }
            return true;
        } catch (IOException e) {
            long end = block.from() + bytes.position();
            long whole = format.count(block.bytes(), block.from(), end);
            long next = format.endOfNth(block.bytes(), block.from(), end, whole);
            records += whole;
            block.drop((int) whole, next - block.from());
            return false;
        }
    }

    /** Takes what it writes, and then its exit status. */
    void collect(SharedStdout out, FanExitStatus outcome, PoolThreads crew, Console console) {
        LineTag tag = plan.tagged() ? new LineTag(index + 1L) : null;
        try (RunReader lines = new RunReader(output.out(), plan.framing(), Long.MAX_VALUE)) {
            while (lines.next()) {
                long end = lines.from() + lines.length();
                out.write(
                        LineTag.put(tag, format, lines.bytes(), lines.from(), end, lines.count()));
            }
        }
        ExitResult ended = process.await();
        over = true;
        crew.giveWay(ended);
        outcome.ended(ended.status());
        boolean early = !complete && !ended.isWell();
        if (early || ended.signal() != 0) {
            console.error(
                    "ipc-fan: child "
                            + (index + 1)
                            + " "
                            + ExitText.text(ended)
                            + (early ? " before its input did" : "")
                            + ExitText.loss(records, plan.framing()));
        }
    }
}
