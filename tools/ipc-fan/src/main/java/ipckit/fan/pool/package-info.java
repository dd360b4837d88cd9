/**
 * The parts that all pools of {@code ipc-fan} share. A pool runs several commands at the same time.
 *
 * <p>In reading order: {@link ipckit.fan.pool.JobsOption}, {@link ipckit.fan.pool.ExitOptions} and
 * {@link ipckit.fan.pool.RecordOptions} declare the options; {@link ipckit.fan.pool.PoolLimits} and
 * {@link ipckit.fan.pool.StreamPlan} hold the options' values. A {@link
 * ipckit.fan.pool.RecordInput} reads records one by one. {@link ipckit.fan.pool.PoolThreads} runs
 * the threads of a pool and ends the pool when a thread fails. {@link
 * ipckit.fan.pool.FanExitStatus} combines the exit statuses of all commands into one by a {@link
 * ipckit.fan.pool.FanExitRule}. {@link ipckit.fan.pool.OwnFailureReport} prints a failure of {@code
 * ipc-fan} itself, and {@link ipckit.fan.pool.MessageText} returns the phrases of messages about
 * children.
 *
 * <p>This package uses the packages {@code cli}, {@code pipe}, {@code memory} and {@code process}
 * of {@code ipckit.common}, and the package {@link ipckit.fan.output}.
 */
package ipckit.fan.pool;
