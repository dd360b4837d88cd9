/**
 * The message queues and sockets of the kernel, through which processes exchange messages or bytes.
 *
 * <p>Types in reading order: {@link ipckit.common.pipe.kernel.KernelQueue} (a POSIX or System V
 * message queue with time limits), {@link ipckit.common.pipe.kernel.PosixQueue}, {@link
 * ipckit.common.pipe.kernel.SystemVQueue}, {@link ipckit.common.pipe.kernel.WaitingQueue} (such a
 * queue without time limits), {@link ipckit.common.pipe.kernel.UnixSocket} (sockets of unix(7)).
 *
 * <p>This package may use {@code ipckit.common.os} and {@code ipckit.common.memory}.
 */
package ipckit.common.pipe.kernel;
