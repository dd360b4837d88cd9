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
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.MessageText;
import ipckit.fan.pool.PoolThreads;
import ipckit.fan.pool.StreamPlan;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A child that reads a part of the input, in blocks. A block consists of consecutive complete
 * records. One thread writes to the child, and another thread reads the child's output.
 */
final class SplitChild {
    private final int index;
    private final RunFormat format;
    private final SplitPlan plan;
    private final StreamPlan stream;
    private final BlockDistributor distributor;
    private final Pipe input;
    private final Pipe output = Pipe.make();
    private final ChildProcess process;
    private volatile long records;

    /**
     * True when all blocks of this child were written completely, and no further block follows. If
     * the child closes its input earlier, this field stays false. The child may then have left a
     * part of its input unread.
     */
    private volatile boolean complete;

    private volatile boolean ended;

    SplitChild(int index, SplitPlan plan, ProcessTree tree, BlockDistributor distributor) {
        this.index = index;
        this.plan = plan;
        this.stream = plan.stream();
        this.format = stream.framing().format();
        this.distributor = distributor;
        this.input = Pipe.make().withCapacity(plan.inputPipe());
        ProcessLaunch launch = stream.launch(tree, index + 1L);
        this.process = launch.reading(input).writing(output).start();
        input.closeOut();
        output.closeIn();
    }

    /** Writes blocks to the child until no block is left, or until the child closes its input. */
    void feed() {
        RecordBlock block = distributor.next(index, new RecordBlock());
        while (block != null && write(block)) {
            distributor.markDelivered();
            awaitRead();
            block = distributor.next(index, block);
        }
        complete = block == null;
        if (!complete) {
            distributor.leave(index, block);
        }
        input.closeIn();
    }

    /**
     * Waits until the child has read its block from the pipe, or has ended. Without this wait, this
     * child's pipe could fill with many small blocks while other children are idle. Because of the
     * wait, an idle child can take the next block.
     *
     * <p>No wait is needed in two cases. First, if one block fills the pipe, the pipe has no room
     * for a second block. Second, if the children take blocks in turn, no child can take the block
     * of another child.
     */
    private void awaitRead() {
        if (plan.blockSize() < plan.inputPipe() && !plan.roundRobin()) {
            for (int looks = 0; input.unread() > 0 && !ended; looks++) {
                NonBlockingRetry.pause(looks);
            }
        }
    }

    /**
     * Writes a block to the child. Returns true if the block was written completely. Returns false
     * if the child closes its input before the end of the block. In this case, the method removes
     * from {@code block} the records that were written completely, so that another child can
     * receive the remaining records.
     */
    private boolean write(RecordBlock block) {
        ByteBuffer bytes = block.view();
        // The records are counted before they are written, because the child can end as soon as it
        // has read the records. The message about the child's end contains the count.
        records += block.count();
        try {
            while (bytes.hasRemaining()) {
                input.in().write(bytes);
            }
            return true;
        } catch (IOException e) {
            long end = block.from() + bytes.position();
            long whole = format.count(block.bytes(), block.from(), end);
            long next = format.endOfNth(block.bytes(), block.from(), end, whole);
            records -= block.count() - whole;
            block.drop((int) whole, next - block.from());
            return false;
        }
    }

    /**
     * Passes the child's output to {@code out} until the output ends. Then waits until the child
     * has ended, and adds the child's exit status to {@code exitStatus}.
     */
    void collect(SharedStdout out, FanExitStatus exitStatus, PoolThreads threads, Console console) {
        LineTag tag = stream.tag(index + 1L);
        try (RunReader lines = new RunReader(output.out(), stream.framing(), Long.MAX_VALUE)) {
            while (lines.next()) {
                out.write(tag.tagged(lines));
            }
        }
        ExitResult result = process.await();
        ended = true;
        boolean intended = threads.yieldToShutdown(result, false);
        exitStatus.add(result.status());
        boolean early = !complete && !result.isSuccess();
        if (!intended && (early || result.signal() != 0)) {
            console.error(MessageText.child(index + 1, result, early, records, stream.framing()));
        }
    }
}
