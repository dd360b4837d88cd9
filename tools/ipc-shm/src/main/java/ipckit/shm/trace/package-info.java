/**
 * The option {@code --trace}: every step that a verb takes with a segment is reported on stderr, in
 * the words of the system calls that courses teach.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@link ipckit.shm.trace.TraceOption}: declares {@code --trace} for a verb.
 *   <li>{@link ipckit.shm.trace.SegmentTrace}: the destination of the reported steps.
 *   <li>{@link ipckit.shm.trace.TracedSegments}: finds segments; with a trace it wraps each one.
 *   <li>{@code TracedSegment} and {@code TracedAttachedSegment}: the wrappers, which report and
 *       delegate.
 *   <li>{@link ipckit.shm.trace.SegmentCall}: the name of the system call of each step.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} only.
 */
package ipckit.shm.trace;
