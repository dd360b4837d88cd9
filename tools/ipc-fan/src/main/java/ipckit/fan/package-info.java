/**
 * {@code ipc-fan}: one parent and its children.
 *
 * <p>{@link ipckit.fan.textbook.ProcessFan} makes the textbook's fan. {@link
 * ipckit.fan.each.JobPool} runs a command for each record of its input, a {@link
 * ipckit.fan.each.Job} each, and {@link ipckit.fan.shell.CommandShell} those that are its input.
 * {@link ipckit.fan.split.SplitRun} shares standard input out in blocks, which an {@link
 * ipckit.fan.split.BlockDistributor} hands to children, or {@link ipckit.fan.split.OrderedSplitRun}
 * to one child each. {@link ipckit.fan.serve.WorkerPool} has workers that answer record by record;
 * {@link ipckit.fan.serve.RecordDispatcher} knows who has what. A {@link
 * ipckit.fan.pool.PoolThreads} is the threads of those two.
 */
package ipckit.fan;
