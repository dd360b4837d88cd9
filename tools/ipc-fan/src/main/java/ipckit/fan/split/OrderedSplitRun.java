package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.Uninterrupted;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;
import ipckit.common.pipe.RunReader;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;
import ipckit.fan.output.LineTag;
import ipckit.fan.output.OrderedOutput;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.MessageText;
import ipckit.fan.pool.PoolThreads;
import ipckit.fan.pool.StreamPlan;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Runs {@code split} with {@code --keep-order}. The input is divided into blocks, each of which
 * consists of complete records. A child is started for each block, and several children run at the
 * same time. The outputs of the children are written in the order of the blocks, and are unchanged
 * unless {@code --tag} is given. An empty input counts as one empty block, so one child runs.
 */
final class OrderedSplitRun {
    private static final int BUFFER = 64 << 10;
    private static final long HELD_OUTPUT = 16 << 20;

    /**
     * This number times the maximum number of children is the maximum number of unfinished blocks.
     * For example, if 4 children may run at the same time, at most 16 blocks are unfinished. A
     * block is unfinished from the time when it is read until its output has been written
     * completely.
     */
    private static final int AHEAD = 4;

    private final SplitPlan plan;
    private final StreamPlan stream;
    private final Console console;
    private final ProcessTree tree;
    private final FanExitStatus exitStatus;
    private final BlockReader reader;
    private final OrderedOutput order;
    private final PoolThreads threads = new PoolThreads();

    /** The number of blocks that have been read. */
    private long blocks;

    private volatile IpcException inputFailure;

    OrderedSplitRun(SplitPlan plan, Console console, ProcessTree tree, StoppableInput input) {
        this.plan = plan;
        this.stream = plan.stream();
        this.console = console;
        this.tree = tree;
        this.exitStatus = new FanExitStatus(stream.limits().exit());
        this.reader = new BlockReader(input, stream.framing(), plan.blockSize(), true);
        this.order =
                new OrderedOutput(
                        1,
                        AHEAD * stream.limits().jobs(),
                        HELD_OUTPUT,
                        new SharedStdout(console)::write);
    }

    /** Runs all children and returns the exit code. */
    int run() {
        for (int i = 0; i < stream.limits().jobs(); i++) {
            threads.start("blocks", this::runChildren);
        }
        threads.await();
        if (inputFailure != null) {
            throw inputFailure;
        }
        return exitStatus.status();
    }

    /** Reads blocks until no block is left, and runs a child for each block. */
    private void runChildren() {
        RecordBlock block = new RecordBlock();
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        for (long number = next(block); number > 0; number = next(block)) {
            int status = runChild(number, block, buffer);
            order.end(number, () -> exitStatus.add(status));
        }
    }

    /**
     * Reads the next block, and returns its number. Returns 0 if no block is left or reading has
     * failed. Also returns 0 after Ctrl-C, because no further child must start then. If the input
     * is empty, the first call returns 1 for an empty block.
     */
    private synchronized long next(RecordBlock block) {
        order.awaitWindow(blocks + 1);
        if (read(block) && !ProcessTree.isSignalOfTerminal()) {
            block.leaveAsRead();
            return ++blocks;
        }
        boolean isEmpty = blocks == 0 && inputFailure == null && !Shutdown.isEnding();
        return isEmpty ? ++blocks : 0;
    }

    private boolean read(RecordBlock block) {
        try {
            return inputFailure == null && reader.next(block);
        } catch (IpcException e) {
            // The method run() throws the failure later, after the output of the earlier blocks has
            // been written.
            inputFailure = e;
            return false;
        }
    }

    private int runChild(long number, RecordBlock block, ByteBuffer buffer) {
        try (Pipe input = Pipe.make().withCapacity(plan.inputPipe());
                Pipe output = Pipe.make()) {
            ChildProcess child = stream.launch(tree, number).reading(input).writing(output).start();
            input.closeOut();
            output.closeIn();
            Thread feeding = threads.startHelper("input", () -> feed(block, input));
            if (stream.tagged()) {
                passRecords(number, output);
            } else {
                passBytes(number, output, buffer);
            }
            Uninterrupted.await(feeding::join);
            ExitResult ended = child.await();
            boolean intended = threads.yieldToShutdown(ended, false);
            if (!intended && ended.signal() != 0 && !ended.endedBySigpipe()) {
                console.error(
                        MessageText.child(number, ended, false, block.count(), stream.framing()));
            }
            return ended.status();
        }
    }

    private static void feed(RecordBlock block, Pipe input) {
        try {
            if (block.length() > 0) {
                for (ByteBuffer bytes = block.view(); bytes.hasRemaining(); ) {
                    input.in().write(bytes);
                }
            }
        } catch (IOException e) {
            // A child may close its input before the end of its block, which is not an error.
        } finally {
            input.closeIn();
        }
    }

    private void passBytes(long number, Pipe output, ByteBuffer buffer) {
        try {
            while (output.out().read(buffer.clear()) > 0) {
                order.write(number, buffer.flip());
            }
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read what a child writes: " + e.getMessage(), e);
        }
    }

    private void passRecords(long number, Pipe output) {
        LineTag tag = stream.tag(number);
        try (RunReader records = new RunReader(output.out(), stream.framing(), Long.MAX_VALUE)) {
            while (records.next()) {
                order.write(number, tag.tagged(records));
            }
        }
    }
}
