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
 *   <li>{@link ipckit.shm.trace.SegmentTrace}: writes the reports. It also finds a segment by its
 *       name, and with {@code --trace} wraps the segment in a {@code TracedSegment}.
 *   <li>{@code TracedSegment} and {@code TracedAttachedSegment}: the wrappers, which report each
 *       operation and delegate it to the wrapped segment.
 *   <li>{@link ipckit.shm.trace.SegmentCall}: the steps for which a system call exists, and the
 *       names of these system calls.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} only.
 */
package ipckit.shm.trace;
