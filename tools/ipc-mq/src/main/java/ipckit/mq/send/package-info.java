/**
 * The verb {@code send}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.send.SendMessagesCommand} declares the options of {@code send}.
 *   <li>{@link ipckit.mq.send.SendRun} executes {@code send} for a mailbox or a link.
 *   <li>{@link ipckit.mq.send.KernelSendRun} executes {@code send} for a kernel queue.
 * </ul>
 *
 * <p>This package uses the packages {@code message}, {@code task}, {@code mailbox}, {@code kernel},
 * {@code failure} and {@code common}.
 */
package ipckit.mq.send;
