/**
 * Reads messages from arguments and stdin, and writes messages to stdout or to a command.
 *
 * <ul>
 *   <li>{@link ipckit.mq.message.MetadataOptions}: sender, priority and headers of a message.
 *   <li>{@link ipckit.mq.message.MessageInput} reads the messages to send.
 *   <li>{@link ipckit.mq.message.MessageOutputOptions} returns the {@link
 *       ipckit.mq.message.MessagePrinter} that the options ask for. The forms of a message are
 *       {@link ipckit.mq.message.MessageTemplate}, {@link ipckit.mq.message.MessageJson}, {@link
 *       ipckit.mq.message.ShellAssignments} and {@link ipckit.mq.message.MessageFrames}.
 *   <li>{@link ipckit.mq.message.CommandDelivery} passes a message to a user's command.
 * </ul>
 *
 * <p>Uses {@code task} (names), {@code kernel} (names) and {@code common}.
 */
package ipckit.mq.message;
