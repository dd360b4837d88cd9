/**
 * The verbs that receive messages, inspect them or settle their leases: {@code recv}, {@code peek},
 * {@code ack}, {@code nack} and {@code extend}.
 *
 * <ul>
 *   <li>{@link ipckit.mq.receive.ReceiveMessagesCommand}: the options of {@code recv}.
 *   <li>{@link ipckit.mq.receive.ReceiveRun}: one run, which receives messages from each {@link
 *       ipckit.mq.receive.MessageSource} and delivers them to a {@link
 *       ipckit.mq.receive.MessageSink}.
 *   <li>The sinks: {@link ipckit.mq.receive.MessageBodySink}, {@link
 *       ipckit.mq.receive.FormattingSink} and {@link ipckit.mq.receive.MessageCommandSink}.
 *   <li>{@link ipckit.mq.receive.ArrivalWatcher} waits for messages in several mailboxes; {@link
 *       ipckit.mq.receive.LinkDiscovery} finds the links to a task.
 *   <li>{@link ipckit.mq.receive.KernelReceiveRun}: one run from a queue of the kernel.
 *   <li>{@link ipckit.mq.receive.PeekMessagesCommand} and {@link
 *       ipckit.mq.receive.SettleLeaseCommand}: the other verbs.
 * </ul>
 *
 * <p>Uses {@code message}, {@code task}, {@code mailbox}, {@code kernel}, {@code failure} and
 * {@code common}.
 */
package ipckit.mq.receive;
