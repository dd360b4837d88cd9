/**
 * The verb {@code from}, which runs a command for each message of a mailbox or each item of a
 * buffer.
 *
 * <p>{@link ipckit.fan.source.RunFromSourceCommand} creates a fan whose children are receivers of a
 * {@link ipckit.fan.source.RecordSource}: {@code ipc-mq recv} or {@code ipc-prodcons get} with the
 * user's command. The receivers acknowledge records, and their programs deliver failed records
 * again.
 *
 * <p>This package uses the rooms {@code cli}, {@code naming} and {@code process}, and the packages
 * {@link ipckit.fan.pool} and {@link ipckit.fan.textbook}.
 */
package ipckit.fan.source;
