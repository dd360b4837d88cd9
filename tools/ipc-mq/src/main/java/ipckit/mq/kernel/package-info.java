/**
 * Code that several verbs use for access to the kernel's POSIX message queues, whose names the user
 * types as {@code posix:/jobs}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.kernel.KernelQueueName} parses a queue's name, and refuses the options
 *       that a queue cannot honour, such as {@code --lease}.
 *   <li>{@link ipckit.mq.kernel.KernelQueues} creates, opens and removes queues by name.
 * </ul>
 *
 * <p>If only one verb needs an operation, the operation is in the package of this verb: {@code
 * send}, {@code receive} or {@code manage}. All packages access an open queue by the class {@code
 * ipckit.common.pipe.KernelQueue}.
 *
 * <p>This package uses the packages {@code failure} and {@code common}.
 */
package ipckit.mq.kernel;
