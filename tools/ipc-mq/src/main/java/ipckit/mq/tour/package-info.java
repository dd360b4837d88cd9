/**
 * The verb {@code tour}. {@link ipckit.mq.tour.MailboxTourCommand} demonstrates with real processes
 * a difference between tasks and mailboxes. When a task is renamed, every program that sends to the
 * task must be changed. A program that sends to a mailbox needs no change.
 *
 * <p>This package uses the packages of {@code common} only. The processes of the tour run other
 * verbs of this program.
 */
package ipckit.mq.tour;
