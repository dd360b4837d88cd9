/**
 * The verb {@code send}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.send.SendMessagesCommand} declares the options of {@code send}.
 *   <li>{@link ipckit.mq.send.SendRun} is one run of {@code send} into a mailbox or a link.
 *   <li>{@link ipckit.mq.send.KernelSendRun} is one run of {@code send} into a kernel queue.
 * </ul>
 *
 * <p>This package uses the packages {@code message}, {@code task}, {@code mailbox}, {@code kernel},
 * {@code failure} and {@code common}.
 */
package ipckit.mq.send;
