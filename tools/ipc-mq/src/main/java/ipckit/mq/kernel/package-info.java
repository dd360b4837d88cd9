/**
 * Access to the kernel's POSIX message queues ({@code posix:/jobs}) that all verbs share.
 *
 * <ul>
 *   <li>{@link ipckit.mq.kernel.KernelQueueName} parses a queue's name, and refuses the options
 *       that a queue cannot honour, such as {@code --lease}.
 *   <li>{@link ipckit.mq.kernel.KernelQueues} creates, opens and removes queues by name.
 * </ul>
 *
 * <p>The operations of single verbs on a queue are in the packages of those verbs: {@code send},
 * {@code receive} and {@code manage}. This package uses {@code failure} and {@code common}; {@code
 * common.pipe.KernelQueue} makes the system calls.
 */
package ipckit.mq.kernel;
