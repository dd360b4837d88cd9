package ipckit.fan.pool;

import ipckit.common.IpcException;
import ipckit.common.process.ProcessTree;

import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * The values of the options that all pools have.
 *
 * @param jobs the maximum number of commands that run at the same time
 * @param grace the time between TERM and KILL when a process is ended
 * @param exit the rule for the exit status of the pool
 */
public record PoolLimits(int jobs, Duration grace, FanExitRule exit) {
    /**
     * Runs a pool in a tree of processes. Ends all processes of the tree if the pool fails.
     *
     * @param pool starts processes in the tree, and returns the exit code of the pool
     * @return the exit code of the pool
     */
    public int runInTree(ToIntFunction<ProcessTree> pool) {
        try (ProcessTree tree = new ProcessTree(grace)) {
            try {
                return pool.applyAsInt(tree);
            } catch (IpcException e) {
                tree.end();
                throw e;
            }
        }
    }
}
