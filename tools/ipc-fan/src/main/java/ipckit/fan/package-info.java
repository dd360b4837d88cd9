/**
 * {@code ipc-fan}: one parent and its children.
 *
 * <p>{@link ipckit.fan.Children} makes the textbook's fan. {@link ipckit.fan.Pool} runs a command
 * for each record of its input, a {@link ipckit.fan.Job} each, and {@link ipckit.fan.Shell} those
 * that are its input. {@link ipckit.fan.Splitting} shares standard input out in blocks, which an
 * {@link ipckit.fan.Intake} hands to children, or {@link ipckit.fan.BlockByBlock} to one child
 * each. {@link ipckit.fan.Serving} has workers that answer record by record; {@link
 * ipckit.fan.Dispatch} knows who has what. A {@link ipckit.fan.Crew} is the threads of those two.
 */
package ipckit.fan;
