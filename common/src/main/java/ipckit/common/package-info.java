/**
 * The types that every room uses: failures with a category ({@link ipckit.common.IpcException}),
 * and deadlines ({@link ipckit.common.Deadline}). Add a type to this package only if every room
 * needs it.
 */
package ipckit.common;
