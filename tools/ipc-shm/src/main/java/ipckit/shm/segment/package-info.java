/**
 * The verbs that create, show, attach, lock and remove segments.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.segment.CreateSegmentCommand}, {@link
 *       ipckit.shm.segment.ChmodSegmentCommand}, {@link ipckit.shm.segment.RemoveSegmentsCommand}
 *       and {@link ipckit.shm.segment.GcSegmentsCommand} create, change and remove segments.
 *   <li>{@link ipckit.shm.segment.StatSegmentCommand} and {@link
 *       ipckit.shm.segment.ListSegmentsCommand} show segments; {@code SegmentStatusText} and {@code
 *       SegmentStatusJson} print a status.
 *   <li>{@link ipckit.shm.segment.AttachSegmentCommand} and {@link
 *       ipckit.shm.segment.LockSegmentCommand} run a user's command, which has a segment attached
 *       or holds the lock of a segment.
 *   <li>{@link ipckit.shm.segment.PinSegmentCommand} starts a background process, which runs {@link
 *       ipckit.shm.segment.PinProcessCommand} and keeps a segment attached. {@link
 *       ipckit.shm.segment.UnpinSegmentCommand} ends this process.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.segment;
