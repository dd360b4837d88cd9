/**
 * The types that every package of ipckit uses: failures with a category ({@link
 * ipckit.common.IpcException}), and deadlines ({@link ipckit.common.Deadline}). Add a type to this
 * package only if every package needs it.
 */
package ipckit.common;
