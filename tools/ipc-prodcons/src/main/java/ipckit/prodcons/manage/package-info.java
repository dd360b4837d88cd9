/**
 * The verbs that create, remove and clean up buffers, and the verb that keeps the stream of a
 * buffer open.
 *
 * <p>Main types: {@link ipckit.prodcons.manage.CreateBufferCommand} creates a buffer. {@link
 * ipckit.prodcons.manage.HoldStreamCommand} keeps the stream of a buffer open while a command runs,
 * even when no producer is attached. {@link ipckit.prodcons.manage.RemoveBuffersCommand} removes
 * buffers. {@link ipckit.prodcons.manage.GcBuffersCommand} deletes the files that dead processes
 * have left.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the packages of the module
 * {@code common}.
 */
package ipckit.prodcons.manage;
