package ipckit.fan.split;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.Framing;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.FanExitRule;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolThreads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --split}: standard input in blocks of whole records to children that all read it at once,
 * and what they write together again.
 */
final class SplitRun {
    /** How much the pipes of all children hold together at most. */
    private static final long IN_PIPES = 16 << 20;

    private static final int PAGE = 4096;

    /**
     * What a user has asked for.
     *
     * @param children how many there are; with {@code keepOrder} at once
     * @param framing what a record is, in and out
     * @param block how many bytes a block has at most
     * @param inTurn whether blocks go to one child after the other; otherwise to whoever is free
     * @param keepOrder whether each block has a child of its own, and their outputs the order of
     *     the blocks
     * @param tagged whether each line begins with the child's number
     * @param grace how long they may take to end
     * @param exit what the exit status is made of
     * @param command what each child is
     */
    record Plan(
            int children,
            Framing framing,
            long block,
            boolean inTurn,
            boolean keepOrder,
            boolean tagged,
            Duration grace,
            FanExitRule exit,
            List<String> command) {

        /** A child that is to be started. */
        ProcessLaunch launch(ProcessTree tree, long number) {
            return tree.launch(OwnCommandLine.bytesOf(command))
                    .with("IPC_INDEX", Long.toString(number))
                    .with("IPC_COUNT", Long.toString(children));
        }

        /** How much the pipe to a child holds: what it has not read there nobody else can have. */
        int pipe() {
            long most = Math.min(block, IN_PIPES / children);
            return Math.clamp(most, PAGE, 1 << 20);
        }
    }

    private SplitRun() {}

    /**
     * Splits all of standard input.
     *
     * @return the exit code
     * @throws IpcException NOT_FOUND or CANNOT_RUN, of the command; OUTPUT_CLOSED; and what we fail
     *     at ourselves
     */
    static int run(Plan plan, Console console) {
        UserCommand.check(plan.command.getFirst());
        try (ProcessTree tree = new ProcessTree(plan.grace)) {
            try {
                return plan.keepOrder
                        ? new OrderedSplitRun(plan, console, tree).run()
                        : merge(plan, console, tree);
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        }
    }

    private static int merge(Plan plan, Console console, ProcessTree tree) {
        BlockReader reader =
                new BlockReader(console.stdin(), plan.framing, plan.block, plan.inTurn);
        BlockDistributor intake = new BlockDistributor(reader, plan.children, plan.inTurn);
        SharedStdout out = new SharedStdout(console);
        FanExitStatus outcome = new FanExitStatus(plan.exit);
        PoolThreads crew = new PoolThreads();
        List<SplitChild> children = new ArrayList<>();
        for (int i = 0; i < plan.children; i++) {
            children.add(new SplitChild(i, plan, tree, intake));
        }
        for (SplitChild child : children) {
            crew.begin("output", () -> child.collect(out, outcome, crew, console));
            crew.beside("input", child::feed);
        }
        crew.await();
        if (outcome.status() != 0 && !intake.isOver()) {
            console.error("ipc-fan: no child is left: not all of the input was read");
        }
        if (intake.failure() != null) {
            throw intake.failure();
        }
        return outcome.status();
    }
}
