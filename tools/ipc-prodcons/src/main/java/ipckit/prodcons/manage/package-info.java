/**
 * The verbs that create, hold open, remove and clean up buffers.
 *
 * <p>Main types: {@link ipckit.prodcons.manage.CreateBufferCommand} creates a buffer. {@link
 * ipckit.prodcons.manage.HoldStreamCommand} keeps the stream of a buffer open while a command runs.
 * {@link ipckit.prodcons.manage.RemoveBuffersCommand} removes buffers. {@link
 * ipckit.prodcons.manage.GcBuffersCommand} deletes the files that dead processes have left.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the rooms of common.
 */
package ipckit.prodcons.manage;
