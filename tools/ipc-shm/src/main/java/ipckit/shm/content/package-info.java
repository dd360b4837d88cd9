/**
 * The verbs that move bytes: {@code read}, {@code write}, {@code print}, {@code fill} and {@code
 * dump}.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@code RangeArguments}: declares the operand NAME and the options {@code --offset} and
 *       {@code --length}, and attaches the segment with this name.
 *   <li>{@code SegmentRange}: the selected bytes of an attached segment.
 *   <li>{@code SegmentTransfer}: copies between a range and a stream or file.
 *   <li>{@link ipckit.shm.content.ReadSegmentCommand} and the other four commands.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.content;
