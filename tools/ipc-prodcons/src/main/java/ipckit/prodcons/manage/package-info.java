/**
 * The verbs that create, hold open, remove and clean up buffers: {@link
 * ipckit.prodcons.manage.CreateBufferCommand}, {@link ipckit.prodcons.manage.HoldStreamCommand}
 * (keeps the stream open while a command runs), {@link
 * ipckit.prodcons.manage.RemoveBuffersCommand}, and {@link
 * ipckit.prodcons.manage.GcBuffersCommand}, which deletes the leftovers of dead processes.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the rooms of common.
 */
package ipckit.prodcons.manage;
