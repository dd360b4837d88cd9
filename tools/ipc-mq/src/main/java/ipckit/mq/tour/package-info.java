/**
 * The verb {@code tour}. {@link ipckit.mq.tour.MailboxTourCommand} demonstrates with real processes
 * that the senders to a task must be changed when the task is renamed, and that the senders to a
 * mailbox need no change.
 *
 * <p>This package uses the packages of {@code common} only. The processes of the tour run other
 * verbs of this program.
 */
package ipckit.mq.tour;
