/**
 * The types that every package of ipckit may use: failures with a category ({@link
 * ipckit.common.IpcException}), deadlines ({@link ipckit.common.Deadline}), waits that fail if the
 * thread is interrupted ({@link ipckit.common.Uninterrupted}), command-line arguments and paths as
 * bytes ({@link ipckit.common.ExactText}, {@link ipckit.common.PathBytes}), texts such as "3 items"
 * ({@link ipckit.common.CountedNoun}), the files of an object on a disk ({@link
 * ipckit.common.DurableContent}), and the files that a dead process has left ({@link
 * ipckit.common.Leftover}). Add a type to this package only if two packages need the type, and
 * neither of them may use the other.
 */
package ipckit.common;
