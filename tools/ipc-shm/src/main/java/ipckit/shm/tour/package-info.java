/**
 * The verb {@code tour}: shows the life of a segment with real processes.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.tour.SegmentTourCommand}: the script of the tour.
 *   <li>{@code TourStep}: the steps that a process of the tour can take.
 *   <li>{@code TourProcess}: one process as the tour sees it; it sends steps and shows answers.
 *   <li>{@link ipckit.shm.tour.TourProcessCommand}: the internal verb that such a process runs.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.tour;
