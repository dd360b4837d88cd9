package ipckit.fan.split;

import ipckit.common.cli.output.Console;
import ipckit.common.pipe.BlockReader;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.Shutdown;
import ipckit.fan.output.SharedStdout;
import ipckit.fan.pool.FanExitStatus;
import ipckit.fan.pool.PoolThreads;
import ipckit.fan.pool.StreamPlan;

import java.util.ArrayList;
import java.util.List;

/**
 * Starts all children, divides standard input into blocks of complete records, gives the blocks to
 * the children, and merges the records that the children write.
 */
final class SplitRun {
    private SplitRun() {}

    /**
     * Starts the children, and divides all of standard input among them.
     *
     * @return the exit code
     * @throws ipckit.common.IpcException OUTPUT_CLOSED if the reader of standard output has closed
     *     it; another category if this program itself fails
     */
    static int run(SplitPlan plan, Console console, ProcessTree tree, StoppableInput input) {
        StreamPlan stream = plan.stream();
        int children = stream.limits().jobs();
        boolean inTurn = plan.roundRobin();
        BlockReader reader = new BlockReader(input, stream.framing(), plan.blockSize(), inTurn);
        BlockDistributor distributor = new BlockDistributor(reader, children, inTurn);
        SharedStdout out = new SharedStdout(console);
        FanExitStatus exitStatus = new FanExitStatus(stream.limits().exit());
        PoolThreads threads = new PoolThreads();
        List<SplitChild> all = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            all.add(new SplitChild(i, plan, tree, distributor));
        }
        for (SplitChild child : all) {
            threads.start("output", () -> child.collect(out, exitStatus, threads, console));
            threads.startHelper("input", child::feed);
        }
        threads.await();
        if (exitStatus.status() != 0 && !distributor.isFinished() && !Shutdown.isEnding()) {
            console.error("ipc-fan: no child is left: not all of the input was read");
        }
        if (distributor.failure() != null) {
            throw distributor.failure();
        }
        return exitStatus.status();
    }
}
