package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ProcessTree;

/**
 * The process of the first stage. When the first stage ends, each later stage reads the rest of its
 * input, and ends.
 */
final class FirstStage {
    private static final int NUMBER = 1;

    private final ChildProcess process;
    private final ProcessTree tree;
    private final StageOutcomes outcomes;

    FirstStage(ChildProcess process, ProcessTree tree, StageOutcomes outcomes) {
        this.process = process;
        this.tree = tree;
        this.outcomes = outcomes;
    }

    /**
     * Ends the first stage after a signal has asked this program to end: passes the signal on to
     * the stage. The stage then counts as successful. When the stage has ended, this method also
     * ends the processes that the stage has started and that still run. They would otherwise keep
     * the output of the stage open, and the second stage would wait for more input. Does not block.
     */
    void end() {
        outcomes.excuse(NUMBER);
        tree.passOn(member -> member.pid() == process.pid());
        DaemonThreads.start(
                () -> {
                    process.await();
                    outcomes.endRest(NUMBER);
                });
    }
}
