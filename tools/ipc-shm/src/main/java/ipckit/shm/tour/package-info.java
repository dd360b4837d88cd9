/**
 * The verb {@code tour}, which shows the life of a segment with real processes.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.tour.SegmentTourCommand}: the tour, which starts the processes and
 *       chooses their steps.
 *   <li>{@code TourStep}: the steps that a process of the tour can take.
 *   <li>{@code TourProcess}: a process of the tour. The tour sends steps to the process and shows
 *       the lines with which the process reports the steps.
 *   <li>{@link ipckit.shm.tour.TourProcessCommand}: the subcommand that a process of the tour runs.
 *       Only this program uses the subcommand.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.tour;
