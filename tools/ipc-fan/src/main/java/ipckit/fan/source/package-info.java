/**
 * The verb {@code from}, which runs a command for each message of a mailbox or each item of a
 * buffer.
 *
 * <p>{@link ipckit.fan.source.RunFromSourceCommand} starts several children, which receive records
 * from a {@link ipckit.fan.source.RecordSource}. Each child is a process of {@code ipc-mq recv} or
 * {@code ipc-prodcons get}, and runs the user's command for each record. The child acknowledges a
 * record when the command succeeds. Otherwise the mailbox or buffer delivers the record again.
 *
 * <p>This package uses the packages {@code cli}, {@code naming}, {@code object} and {@code process}
 * of {@code ipckit.common}, and the packages {@link ipckit.fan.pool} and {@link
 * ipckit.fan.textbook}.
 */
package ipckit.fan.source;
