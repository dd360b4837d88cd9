/**
 * The verb {@code tour}, which shows the life of a segment with real processes.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.tour.SegmentTourCommand}: the script of the tour.
 *   <li>{@code TourStep}: the steps that a process of the tour can take.
 *   <li>{@code TourProcess}: a process of the tour. The tour sends steps to the process and shows
 *       the lines with which the process reports the steps.
 *   <li>{@link ipckit.shm.tour.TourProcessCommand}: the internal verb that a process of the tour
 *       runs.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.tour;
