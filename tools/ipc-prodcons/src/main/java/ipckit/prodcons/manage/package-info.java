/**
 * The verbs that create, remove and clean up buffers, and the verb {@code hold}.
 *
 * <p>Main types: {@link ipckit.prodcons.manage.CreateBufferCommand} creates a buffer. {@link
 * ipckit.prodcons.manage.HoldStreamCommand} is the verb {@code hold}, which runs a command. Until
 * the command ends, the consumers of a buffer wait for further items even when no producer is
 * attached. {@link ipckit.prodcons.manage.RemoveBuffersCommand} removes buffers. {@link
 * ipckit.prodcons.manage.GcBuffersCommand} deletes the files that dead processes have left.
 *
 * <p>This package may use the root package {@code ipckit.prodcons} and the packages of the module
 * {@code common}.
 */
package ipckit.prodcons.manage;
