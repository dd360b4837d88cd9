/**
 * Access to the kernel's POSIX message queues ({@code posix:/jobs}) that all verbs share.
 *
 * <ul>
 *   <li>{@link ipckit.mq.kernel.KernelQueueName} parses a queue's name, and refuses the options
 *       that a queue cannot honour, such as {@code --lease}.
 *   <li>{@link ipckit.mq.kernel.KernelQueues} creates, opens and removes queues by name.
 * </ul>
 *
 * <p>An operation on a queue that only one verb needs is in the package of this verb: {@code send},
 * {@code receive} or {@code manage}. The class {@code ipckit.common.pipe.KernelQueue} makes the
 * system calls.
 *
 * <p>This package uses the packages {@code failure} and {@code common}.
 */
package ipckit.mq.kernel;
