/**
 * {@code ipc-shm}: shared-memory segments for the shell.
 *
 * <p>A {@link ipckit.shm.scheme.Segment} is what a name leads to, in one of three schemes; {@link
 * ipckit.shm.scheme.AttachedSegment} is its bytes in this process. {@link ipckit.shm.cell.Cell} is
 * an integer among them. The commands turn options into calls of these.
 */
package ipckit.shm;
