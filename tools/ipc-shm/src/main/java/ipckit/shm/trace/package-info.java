/**
 * The option {@code --trace}, which reports on stderr every step that a verb takes with a segment.
 * The reports use the names of the System V and POSIX system calls that operating-system courses
 * teach.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.trace.TraceOption}: declares {@code --trace} for a verb. {@link
 *       ipckit.shm.trace.SegmentArguments} also declares the operand NAME.
 *   <li>{@link ipckit.shm.trace.SegmentTrace}: the destination of the reported steps, which finds
 *       segments, and with {@code --trace} wraps each segment.
 *   <li>{@code TracedSegment} and {@code TracedAttachedSegment}: the wrappers, which report each
 *       operation and delegate it to the wrapped segment.
 *   <li>{@link ipckit.shm.trace.SegmentCall}: the steps that have a system call, and the names of
 *       the call.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} only.
 */
package ipckit.shm.trace;
