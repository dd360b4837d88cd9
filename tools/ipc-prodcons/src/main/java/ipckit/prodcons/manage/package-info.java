/**
 * The verbs for a buffer's life: {@link ipckit.prodcons.manage.CreateBufferCommand}, {@link
 * ipckit.prodcons.manage.HoldStreamCommand} (keeps the stream open while a command runs), {@link
 * ipckit.prodcons.manage.RemoveBuffersCommand}, and {@link
 * ipckit.prodcons.manage.GcBuffersCommand}, which deletes what dead processes left.
 *
 * <p>May use the root package {@code ipckit.prodcons} and the rooms of common.
 */
package ipckit.prodcons.manage;
