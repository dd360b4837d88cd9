package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.cli.output.Console;
import ipckit.common.pipe.Framing;
import ipckit.common.pipe.StoppableInput;
import ipckit.common.process.OwnCommandLine;
import ipckit.common.process.PoolWork;
import ipckit.common.process.ProcessLaunch;
import ipckit.common.process.ProcessTree;
import ipckit.common.process.UserCommand;
import ipckit.fan.output.LineTag;

import java.time.Duration;
import java.util.List;

/**
 * The plan of a pool that reads records from standard input.
 *
 * <p>An output record may begin with a tag. For the verb {@code each}, the tag is the input record
 * of the job. For other verbs, the tag is the number of the child.
 *
 * @param command the words of the user's command, which each child or job runs
 * @param framing how records are separated in the input and in the output
 * @param keepOrder whether output is in the order of the input
 * @param tagged whether each output record begins with a tag and a tab
 * @param limits the maximum number of children, the time between TERM and KILL, and the rule for
 *     the exit status
 */
public record StreamPlan(
        List<String> command,
        Framing framing,
        boolean keepOrder,
        boolean tagged,
        PoolLimits limits) {
    /**
     * The total capacity in bytes that {@link #pipeShare} divides equally among the pipes of the
     * children.
     */
    private static final int ALL_PIPES = 16 << 20;

    /** A pool whose children read the records of standard input. */
    @FunctionalInterface
    public interface StreamPool {
        /**
         * Runs the pool until the input has ended and all children have ended.
         *
         * @param tree the tree in which the pool starts the children
         * @param input standard input; after the first HUP, INT or TERM to this process, a read
         *     returns the end of the stream
         * @return the exit code
         */
        int run(ProcessTree tree, StoppableInput input);
    }

    /**
     * Runs the pool. If {@code ipc-fan} itself fails, this method prints the failure and returns
     * the exit code 125. The failures that are listed below have their own exit codes, and are
     * thrown instead.
     *
     * <p>After the first HUP, INT or TERM, the pool reads no more input. The children finish as
     * they do at the end of the input. Then this process ends by the signal.
     *
     * @param grace the longest time for which the children may run after the first signal; null for
     *     no limit
     * @return the exit code of the pool, or 125
     * @throws IpcException NOT_FOUND or CANNOT_RUN if the command cannot be run; OUTPUT_CLOSED if
     *     the reader of standard output has closed it
     */
    public int run(Console console, Duration grace, StreamPool pool) {
        try {
            UserCommand.check(command.getFirst());
            return limits.runInTree(tree -> run(tree, console, grace, pool));
        } catch (IpcException e) {
            return OwnFailureReport.print(e, console);
        }
    }

    private static int run(ProcessTree tree, Console console, Duration grace, StreamPool pool) {
        StoppableInput input = StoppableInput.ofStdin(console.stdin());
        return PoolWork.run(
                grace, input::stop, () -> notifyOfWait(tree, console), () -> pool.run(tree, input));
    }

    /**
     * After the first signal, informs the user that the pool reads no more input and waits for its
     * children. Prints nothing if no child runs.
     */
    private static void notifyOfWait(ProcessTree tree, Console console) {
        // Ctrl-C also reaches the children and usually ends them. Then no message is needed.
        if (!tree.members().isEmpty()) {
            console.message(
                    "ipc-fan: no more input is read; the children finish, a second signal ends"
                            + " them");
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
