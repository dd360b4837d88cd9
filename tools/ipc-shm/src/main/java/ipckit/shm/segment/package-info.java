/**
 * The verbs that create, show, keep and remove segments, and the verbs that run a command with a
 * segment or under its lock.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.segment.CreateSegmentCommand}, {@link
 *       ipckit.shm.segment.ChmodSegmentCommand}, {@link ipckit.shm.segment.RemoveSegmentsCommand}
 *       and {@link ipckit.shm.segment.GcSegmentsCommand}.
 *   <li>{@link ipckit.shm.segment.StatSegmentCommand} and {@link
 *       ipckit.shm.segment.ListSegmentsCommand}, with {@code SegmentStatusText} and {@code
 *       SegmentStatusJson}, which print a status.
 *   <li>{@link ipckit.shm.segment.AttachSegmentCommand} and {@link
 *       ipckit.shm.segment.LockSegmentCommand}: run a user's command.
 *   <li>{@link ipckit.shm.segment.PinSegmentCommand}, {@link ipckit.shm.segment.PinProcessCommand}
 *       and {@link ipckit.shm.segment.UnpinSegmentCommand}: a process in the background that keeps
 *       a segment attached.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.segment;
