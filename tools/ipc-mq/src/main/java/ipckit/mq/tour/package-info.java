/**
 * The verb {@code tour}, which tells stories with real processes.
 *
 * <ul>
 *   <li>{@link ipckit.mq.tour.TourCommand} is the verb, and {@link ipckit.mq.tour.Story} lists the
 *       stories. {@link ipckit.mq.tour.Stage} runs and prints their commands.
 *   <li>{@link ipckit.mq.tour.NamingStory}: when a task is renamed, every program that sends to the
 *       task must be changed. A program that sends to a mailbox needs no change.
 *   <li>{@link ipckit.mq.tour.MachStory}: tasks, ports and rights.
 *   <li>{@link ipckit.mq.tour.MicrokernelStory}: a driver is killed, and no other service stops.
 * </ul>
 *
 * <p>This package uses the packages of {@code common} only. The processes of the tour run other
 * verbs of this program.
 */
package ipckit.mq.tour;
