/**
 * The verb {@code tour}. {@link ipckit.mq.tour.MailboxTourCommand} demonstrates with real processes
 * which processes must be changed when a task is renamed, and how a mailbox avoids these changes.
 *
 * <p>Uses {@code common} only. The processes of the tour run other verbs of this program.
 */
package ipckit.mq.tour;
