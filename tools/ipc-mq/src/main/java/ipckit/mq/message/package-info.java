/**
 * Reads messages from arguments and stdin, and writes messages to stdout or to a command.
 *
 * <ul>
 *   <li>{@link ipckit.mq.message.MetadataOptions} declares the options for the sender, the priority
 *       and the headers of a message.
 *   <li>{@link ipckit.mq.message.MessageInput} reads the messages to send. {@link
 *       ipckit.mq.message.SentCount} adds the number of sent messages to an error message.
 *   <li>{@link ipckit.mq.message.MessageOutputOptions} returns the {@link
 *       ipckit.mq.message.MessagePrinter} or {@link ipckit.mq.message.KernelMessagePrinter} that
 *       the options choose. A printer formats a message with {@link
 *       ipckit.mq.message.MessageTemplate}, {@link ipckit.mq.message.MessageJson}, {@link
 *       ipckit.mq.message.ShellAssignments} or {@link ipckit.mq.message.MessageFrames}.
 *   <li>{@link ipckit.mq.message.CommandDelivery} passes a message to a user's command.
 * </ul>
 *
 * <p>This package uses the packages {@code task} and {@code kernel} for names, and the packages of
 * {@code common}.
 */
package ipckit.mq.message;
