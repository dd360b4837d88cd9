package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.output.LineTag;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The plan of a pool that reads records from standard input.
 *
 * @param command the words of the user's command, which each child or job runs
 * @param framing how records are separated in the input, and in the output of children that write
 *     records
 * @param keepOrder whether output is in the order of the input
 * @param tagged whether each output record begins with a tag and a tab. For the verb {@code each},
 *     the tag is the input record of the job. For other verbs, the tag is the number of the child.
 * @param limits the maximum number of children, the time between TERM and KILL, and the rule for
 *     the exit status
 */
public record StreamPlan(
        List<String> command,
        Framing framing,
        boolean keepOrder,
        boolean tagged,
        PoolLimits limits) {
    /** The number of bytes that {@link #pipeShare} divides equally among the children. */
    private static final int ALL_PIPES = 16 << 20;

    /**
     * Runs the pool. If {@code ipc-fan} itself fails, this method prints the failure and returns
     * the exit code 125. The failures that are listed below have their own exit codes, and are
     * thrown instead.
     *
     * @param pool starts the children in the tree of processes, and returns the exit code of the
     *     pool
     * @return the exit code of the pool, or 125
     * @throws IpcException NOT_FOUND or CANNOT_RUN if the command cannot be run; OUTPUT_CLOSED if
     *     the reader of standard output has closed it
     */
    public int run(Console console, ToIntFunction<ProcessTree> pool) {
        try {
            UserCommand.check(command.getFirst());
            return limits.runInTree(pool);
        } catch (IpcException e) {
            return OwnFailureReport.print(e, console);
        }
    }

    /**
     * Returns a {@link ProcessLaunch} with which the caller can start a child. Two environment
     * variables tell the child its number ({@code IPC_INDEX}) and the maximum number of children
     * ({@code IPC_COUNT}).
     */
    public ProcessLaunch launch(ProcessTree tree, long number) {
        return tree.launch(OwnCommandLine.bytesOf(command))
                .with("IPC_INDEX", Long.toString(number))
                .with("IPC_COUNT", Integer.toString(limits.jobs()));
    }

    /**
     * Returns the capacity in bytes that one child's pipe may have. The capacity decreases with the
     * number of children, so that the memory for all pipes is limited.
     */
    public int pipeShare() {
        return ALL_PIPES / limits.jobs();
    }

    /**
     * Returns the tag before each output record of the child with the given number. The tag is
     * empty if {@code tagged} is false.
     */
    public LineTag tag(long number) {
        return new LineTag(framing.format(), tagged ? number + "\t" : "");
    }
}
