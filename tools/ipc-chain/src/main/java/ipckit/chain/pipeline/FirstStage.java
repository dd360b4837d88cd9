package ipckit.chain.pipeline;

import ipckit.chain.supervision.DaemonThreads;
import ipckit.chain.supervision.StageOutcomes;
import ipckit.common.process.ChildProcess;
import ipckit.common.process.ProcessTree;

/**
 * The process of the first stage. A pipeline drains when its first stage ends: each later stage
 * then reads the rest of its input, and ends.
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
     * Passes the signal that asked this program to end on to the first stage, which then counts as
     * successful. When the stage has ended, also ends the processes that it has left. They have its
     * output open, so the second stage would read no end of file. Does not block.
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
