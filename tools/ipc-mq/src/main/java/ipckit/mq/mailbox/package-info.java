/**
 * Connects the names of mailboxes with their directories and with the mailboxes themselves.
 *
 * <ul>
 *   <li>{@link ipckit.mq.mailbox.MailboxReference}: a mailbox, or the link between two tasks, as
 *       the user named it. A reference opens its mailbox and puts the name into the messages of
 *       failures.
 *   <li>{@link ipckit.mq.mailbox.MailboxRegistry} creates, opens, lists and removes mailboxes.
 *   <li>{@link ipckit.mq.mailbox.DurableDirectory}: the directory on disk of a durable mailbox.
 *   <li>{@link ipckit.mq.mailbox.CapacityConverter} converts the value of {@code --capacity}.
 * </ul>
 *
 * <p>This package uses the packages {@code kernel}, {@code failure} and {@code common}.
 */
package ipckit.mq.mailbox;
