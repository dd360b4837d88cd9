/**
 * The verb {@code tour}: {@link ipckit.mq.tour.MailboxTourCommand} shows with real processes what
 * direct communication costs when a task is renamed, and how a mailbox avoids that cost.
 *
 * <p>Uses {@code common} only; the processes that it shows are this program's own verbs.
 */
package ipckit.mq.tour;
