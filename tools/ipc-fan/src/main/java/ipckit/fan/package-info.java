/**
 * {@code ipc-fan}: one parent and its children.
 *
 * <p>{@link ipckit.fan.Children} makes the textbook's fan. {@link ipckit.fan.Pool} runs a command
 * for each record of its input, a {@link ipckit.fan.Job} each, and {@link ipckit.fan.Shell} those
 * that are its input.
 */
package ipckit.fan;
