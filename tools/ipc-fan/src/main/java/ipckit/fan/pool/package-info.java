/**
 * The parts that all pools of {@code ipc-fan} share. A pool runs several commands at the same time.
 *
 * <p>In reading order: {@link ipckit.fan.pool.JobsOption}, {@link ipckit.fan.pool.ExitOptions} and
 * {@link ipckit.fan.pool.RecordOptions} declare the options, whose values are {@link
 * ipckit.fan.pool.PoolLimits} and {@link ipckit.fan.pool.StreamPlan}. {@link
 * ipckit.fan.pool.PoolThreads} runs the threads of a pool and ends the pool when one fails. {@link
 * ipckit.fan.pool.FanExitStatus} makes one exit status of many by a {@link
 * ipckit.fan.pool.FanExitRule}. {@link ipckit.fan.pool.OwnFailureReport} and {@link
 * ipckit.fan.pool.MessageText} word the messages.
 *
 * <p>Uses the rooms {@code cli}, {@code pipe} and {@code process}, and {@link ipckit.fan.output}.
 */
package ipckit.fan.pool;
