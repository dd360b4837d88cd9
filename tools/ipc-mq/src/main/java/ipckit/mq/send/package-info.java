/**
 * The verb {@code send}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.send.SendMessagesCommand}: the options.
 *   <li>{@link ipckit.mq.send.SendRun}: one run into a mailbox or a link.
 *   <li>{@link ipckit.mq.send.KernelSendRun}: one run into a queue of the kernel.
 * </ul>
 *
 * <p>Uses {@code message}, {@code task}, {@code mailbox}, {@code kernel}, {@code failure} and
 * {@code common}.
 */
package ipckit.mq.send;
