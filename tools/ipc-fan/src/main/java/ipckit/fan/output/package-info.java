/**
 * Standard output that several threads write. {@link ipckit.fan.output.SharedStdout} keeps their
 * pieces whole, {@link ipckit.fan.output.OrderedOutput} puts the output of parallel work in order,
 * and {@link ipckit.fan.output.LineTag} begins each record with the number of its child.
 *
 * <p>{@code OrderedOutput} is the only ordering device of the program. {@code each} orders the
 * outputs of jobs with it, {@code split} the outputs of blocks, and {@code serve} the answers to
 * records.
 *
 * <p>Uses the rooms {@code cli}, {@code pipe} and {@code memory}.
 */
package ipckit.fan.output;
