/**
 * The verbs {@code cell …}. They read and change the values of atomic integers in a segment, and
 * wait until a value meets a condition.
 *
 * <p>In reading order:
 *
 * <ol>
 *   <li>{@code CellType} and {@code CellCondition}: the type of a value, and a condition on a
 *       value.
 *   <li>{@code AtomicCell}: atomic operations on one integer, and the wait until its value meets a
 *       condition.
 *   <li>{@code CellCommand}: the base of all verbs, which declares the operands NAME and OFFSET and
 *       the option {@code --type}, and attaches the segment.
 *   <li>{@link ipckit.shm.cell.GetCellCommand} and one command for each other verb.
 *   <li>{@code CellBenchmark}: the measurements of {@code cell bench}.
 * </ol>
 *
 * <p>This package uses {@code ipckit.shm.scheme} and {@code ipckit.shm.trace}.
 */
package ipckit.shm.cell;
