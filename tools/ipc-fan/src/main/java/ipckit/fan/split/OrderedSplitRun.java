package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.IpcException.Category;
import ipckit.common.cli.output.Console;
import ipckit.common.memory.RunFormat;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.RecordBlock;
import ipckit.common.pipe.RunReader;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ExitResult;
import ipckit.common.process.Pipe;
import ipckit.common.process.ProcessTree;
import ipckit.fan.output.LineTag;
import ipckit.fan.output.OrderedOutput;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.ExitText;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolThreads;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * {@code --split --keep-order}: a child for each block, so many at once, and their outputs one
 * after the other, byte by byte as they are. An empty input makes one child, with nothing to read.
 */
final class OrderedSplitRun {
    private static final int PIECE = 64 << 10;

    /** How many blocks may be begun for each slot before the first of them is out. */
    private static final int AHEAD = 4;

    private final SplitRun.Plan plan;
    private final Console console;
    private final ProcessTree tree;
    private final FanExitStatus outcome;
    private final BlockReader reader;
    private final OrderedOutput order;
    private final PoolThreads crew = new PoolThreads();
    private long begun;
    private volatile IpcException inputFailure;

    OrderedSplitRun(SplitRun.Plan plan, Console console, ProcessTree tree) {
        this.plan = plan;
        this.console = console;
        this.tree = tree;
        this.outcome = new FanExitStatus(plan.exit());
        this.reader = new BlockReader(console.stdin(), plan.framing(), plan.block(), true);
        this.order = new OrderedOutput(new SharedStdout(console)::write, AHEAD * plan.children());
    }

    int run() {
        for (int i = 0; i < plan.children(); i++) {
            crew.begin("blocks", this::work);
        }
        crew.await();
        if (inputFailure != null) {
            throw inputFailure;
        }
        return outcome.status();
    }

    /** One child after the other. */
    private void work() {
        RecordBlock block = new RecordBlock();
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        for (long number = next(block); number > 0; number = next(block)) {
            int status = serve(number, block, piece);
            order.end(number, () -> outcome.ended(status));
        }
    }

    /** Reads the next block; its number, or 0 if there is none. */
    private synchronized long next(RecordBlock block) {
        order.awaitNear(begun + 1);
        if (read(block)) {
            block.leaveAsRead();
            return ++begun;
        }
        return begun == 0 && inputFailure == null ? ++begun : 0;
    }

    private boolean read(RecordBlock block) {
        try {
            return inputFailure == null && reader.next(block);
        } catch (IpcException e) {
            inputFailure = e; // told when what came before is out
            return false;
        }
    }

    private int serve(long number, RecordBlock block, ByteBuffer piece) {
        try (Pipe input = Pipe.make().holding(plan.pipe());
                Pipe output = Pipe.make()) {
            ChildProcess child = plan.launch(tree, number).reading(input).writing(output).start();
            input.closeOut();
            output.closeIn();
            Thread feeding = crew.beside("input", () -> feed(block, input));
            if (plan.tagged()) {
                passLines(number, output);
            } else {
                pass(number, output, piece);
            }
            feeding.join();
            ExitResult ended = child.await();
            crew.giveWay(ended);
            if (ended.signal() != 0 && !ended.wasUnread()) {
                console.error(
                        "ipc-fan: child "
                                + number
                                + " "
                                + ExitText.text(ended)
                                + ExitText.loss(block.count(), plan.framing()));
            }
            return ended.status();
        } catch (InterruptedException e) {
            throw PoolThreads.interrupted(e);
        }
    }

    /** It need not read all of it. */
    private static void feed(RecordBlock block, Pipe input) {
        try {
            if (block.length() > 0) {
                for (ByteBuffer bytes = block.view(); bytes.hasRemaining(); ) {
                    input.in().write(bytes);
                }
            }
        } catch (IOException e) {
            // nobody reads any more
        } finally {
            input.closeIn();
        }
    }

    private void pass(long number, Pipe output, ByteBuffer piece) {
        try {
            while (output.out().read(piece.clear()) > 0) {
                order.write(number, piece.flip());
            }
        } catch (IOException e) {
            throw new IpcException(
                    Category.IO, "cannot read what a child writes: " + e.getMessage(), e);
        }
    }

    private void passLines(long number, Pipe output) {
        RunFormat format = plan.framing().format();
        LineTag tag = new LineTag(number);
        try (RunReader lines = new RunReader(output.out(), plan.framing(), Long.MAX_VALUE)) {
            while (lines.next()) {
                long end = lines.from() + lines.length();
                order.write(
                        number,
                        LineTag.put(tag, format, lines.bytes(), lines.from(), end, lines.count()));
            }
        }
    }
}
