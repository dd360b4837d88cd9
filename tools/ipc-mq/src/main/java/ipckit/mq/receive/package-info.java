/**
 * The verbs that receive messages, inspect them, move them or settle their leases: {@code recv},
 * {@code peek}, {@code move}, {@code ack}, {@code nack} and {@code extend}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.receive.ReceiveMessagesCommand} declares the options of {@code recv}.
 *   <li>{@link ipckit.mq.receive.ReceiveRun} is one execution of {@code recv}. It receives messages
 *       from each {@link ipckit.mq.receive.MessageSource} and delivers them to a {@link
 *       ipckit.mq.receive.MessageSink}.
 *   <li>The sinks are {@link ipckit.mq.receive.MessageBodySink}, {@link
 *       ipckit.mq.receive.FormattingSink}, {@link ipckit.mq.receive.LeasingSink} (with a {@link
 *       ipckit.mq.receive.LeaseWindow}) and {@link ipckit.mq.receive.MessageCommandSink}. The last
 *       one moves dead letters (messages that have used up their tries or deliveries) to a {@link
 *       ipckit.mq.receive.DeadLetterMailbox}, with {@link ipckit.mq.receive.DeadLetterHeaders}.
 *   <li>{@link ipckit.mq.receive.LinkDiscovery} finds the links to a task.
 *   <li>{@link ipckit.mq.receive.KernelReceiveRun} is one execution of {@code recv} that receives
 *       from a kernel queue.
 *   <li>{@link ipckit.mq.receive.MoveMessagesCommand} and {@link ipckit.mq.receive.MoveRun}
 *       implement the verb {@code move}.
 *   <li>{@link ipckit.mq.receive.PeekMessagesCommand} and {@link
 *       ipckit.mq.receive.SettleLeaseCommand} are the commands of the other verbs.
 * </ul>
 *
 * <p>This package uses the packages {@code message}, {@code task}, {@code mailbox}, {@code kernel},
 * {@code failure} and {@code common}.
 */
package ipckit.mq.receive;
