/**
 * Code that several verbs use for access to the kernel's message queues, whose names the user types
 * as {@code posix:/jobs}, {@code sysv:0x1234} or {@code sysv:7}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.kernel.KernelQueueName} parses a queue's name, and refuses the options
 *       that a queue cannot honour, such as {@code --lease}. A name is a {@link
 *       ipckit.mq.kernel.PosixQueueName} or a {@link ipckit.mq.kernel.SystemVQueueName}.
 *   <li>{@link ipckit.mq.kernel.TypeOptions} declares the options for the types of messages, which
 *       only System V queues have.
 *   <li>{@link ipckit.mq.kernel.KernelQueues} opens and removes queues by name.
 * </ul>
 *
 * <p>If only one verb needs an operation, the operation is in the package of this verb: {@code
 * send}, {@code receive} or {@code manage}. All packages access an open queue by the interface
 * {@code ipckit.common.pipe.kernel.KernelQueue}.
 *
 * <p>This package uses the packages {@code failure} and {@code common}.
 */
package ipckit.mq.kernel;
