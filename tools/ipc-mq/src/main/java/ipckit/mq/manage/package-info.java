/**
 * The verbs that manage mailboxes rather than single messages: {@code create}, {@code ls}, {@code
 * stat}, {@code wait}, {@code purge}, {@code rm} and {@code gc}.
 *
 * <ul>
 *   <li>One command per verb: {@link ipckit.mq.manage.CreateMailboxCommand} and the other types
 *       whose names end in {@code Command}.
 *   <li>{@link ipckit.mq.manage.MailboxListing} prints the table of {@code ls}. {@link
 *       ipckit.mq.manage.MailboxStatus} shows the state of a mailbox, and {@link
 *       ipckit.mq.manage.KernelQueueStatus} shows the state of a queue of the kernel: a {@link
 *       ipckit.mq.manage.PosixQueueStatus} or a {@link ipckit.mq.manage.SystemVQueueStatus}.
 *   <li>{@link ipckit.mq.manage.MailboxScheme}: the values of {@code ls --scheme}.
 * </ul>
 *
 * <p>This package uses the packages {@code task}, {@code mailbox}, {@code kernel}, {@code failure}
 * and {@code common}.
 */
package ipckit.mq.manage;
