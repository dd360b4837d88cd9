/**
 * {@code ipc-fan}: one parent and its children.
 *
 * <p>{@link ipckit.fan.Children} makes the textbook's fan.
 */
package ipckit.fan;
