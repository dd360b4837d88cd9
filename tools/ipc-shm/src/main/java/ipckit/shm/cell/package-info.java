/**
 * The verbs {@code cell …}: atomic integers in a segment, on which processes coordinate.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@code CellType} and {@code CellCondition}: the type of a value, and what it is compared
 *       with.
 *   <li>{@code AtomicCell}: atomic operations on one integer, and waiting for its value.
 *   <li>{@code CellArguments}: declares the segment, the offset and the type for all verbs.
 *   <li>One command per verb, such as {@link ipckit.shm.cell.GetCellCommand}.
 *   <li>{@code CellBenchmark}: the measurements of {@code cell bench}.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.cell;
