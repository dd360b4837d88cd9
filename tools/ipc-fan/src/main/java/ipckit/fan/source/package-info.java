/**
 * The verb {@code from}: runs a command for each message of a mailbox or item of a buffer.
 *
 * <p>{@link ipckit.fan.source.RunFromSourceCommand} makes a fan whose children are receivers of a
 * {@link ipckit.fan.source.RecordSource}: {@code ipc-mq recv} or {@code ipc-prodcons get} with the
 * user's command. Acknowledgement and redelivery are theirs.
 *
 * <p>Uses the rooms {@code cli}, {@code naming} and {@code process}, and the packages {@link
 * ipckit.fan.pool} and {@link ipckit.fan.textbook}.
 */
package ipckit.fan.source;
