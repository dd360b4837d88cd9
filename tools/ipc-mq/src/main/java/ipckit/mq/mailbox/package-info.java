/**
 * Mailboxes by name: names, directories and mailboxes meet here.
 *
 * <ul>
 *   <li>{@link ipckit.mq.mailbox.MailboxReference}: a mailbox, or the link between two tasks, as
 *       the user named it; opens it and names it in failures.
 *   <li>{@link ipckit.mq.mailbox.MailboxRegistry} creates, opens, lists and removes mailboxes.
 *   <li>{@link ipckit.mq.mailbox.DurableDirectory}: the directory on disk of a durable mailbox.
 *   <li>{@link ipckit.mq.mailbox.CapacityConverter}: the value of {@code --capacity}.
 * </ul>
 *
 * <p>Uses {@code kernel}, {@code failure} and {@code common}.
 */
package ipckit.mq.mailbox;
