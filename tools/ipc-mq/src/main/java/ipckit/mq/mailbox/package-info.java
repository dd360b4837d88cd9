/**
 * Creates, opens, lists and removes mailboxes by their names.
 *
 * <ul>
 *   <li>{@link ipckit.mq.mailbox.MailboxReference} stands for the mailbox that the user has named,
 *       or for one direction of the link between two tasks. A reference opens the mailbox, and adds
 *       the name of the mailbox to error messages.
 *   <li>{@link ipckit.mq.mailbox.MailboxRegistry} creates, opens, lists and removes mailboxes.
 *   <li>{@link ipckit.mq.mailbox.ArrivalWatcher} waits for a message in any of several mailboxes.
 *   <li>{@link ipckit.mq.mailbox.CapacityConverter} converts the value of {@code --capacity}.
 * </ul>
 *
 * <p>This package uses the packages {@code kernel}, {@code failure} and {@code common}.
 */
package ipckit.mq.mailbox;
