/**
 * The kernel's POSIX message queues ({@code posix:/jobs}), as far as all verbs share them.
 *
 * <ul>
 *   <li>{@link ipckit.mq.kernel.KernelQueueName} parses a queue's name.
 *   <li>{@link ipckit.mq.kernel.KernelQueues} creates, opens and removes queues by name.
 *   <li>{@link ipckit.mq.kernel.KernelQueueOptionCheck} refuses the options that a queue cannot
 *       honour, such as {@code --lease}.
 * </ul>
 *
 * <p>The verbs' own work with a queue stands with the verb ({@code send}, {@code receive}, {@code
 * manage}). Uses {@code failure} and {@code common}, of which {@code common.pipe.KernelQueue} makes
 * the system calls.
 */
package ipckit.mq.kernel;
