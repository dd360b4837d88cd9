package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.process.ProcessTree;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * The values of the options that all pools have.
 *
 * @param jobs the maximum number of commands that run at the same time
 * @param killAfter the time between the signals TERM and KILL when the pool ends a process
 * @param exit the rule by which the pool computes its exit status
 */
public record PoolLimits(int jobs, Duration killAfter, FanExitRule exit) {
    /**
     * Runs a pool whose processes belong to a new {@link ProcessTree}. Ends all processes of the
     * tree if {@code pool} throws an {@code IpcException}.
     *
     * @param pool starts processes in the tree, and returns the exit code of the pool
     * @return the exit code of the pool
     */
    public int runInTree(ToIntFunction<ProcessTree> pool) {
        try (ProcessTree tree = new ProcessTree(killAfter)) {
            try {
                return pool.applyAsInt(tree);
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        }
    }
}
