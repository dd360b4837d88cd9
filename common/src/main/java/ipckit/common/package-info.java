/**
 * The types that every room uses: failures with a category ({@link ipckit.common.IpcException}),
 * and deadlines ({@link ipckit.common.Deadline}). An addition to this package needs a reason.
 */
package ipckit.common;
