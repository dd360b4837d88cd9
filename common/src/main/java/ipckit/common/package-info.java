/**
 * The types that every package of ipckit uses: failures with a category ({@link
 * ipckit.common.IpcException}), deadlines ({@link ipckit.common.Deadline}), and waits that no
 * thread interrupts ({@link ipckit.common.Uninterrupted}). Add a type to this package only if
 * packages that must not use each other need it.
 */
package ipckit.common;
