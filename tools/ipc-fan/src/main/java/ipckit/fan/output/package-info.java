/**
 * Writes standard output from several threads. {@link ipckit.fan.output.SharedStdout} writes each
 * piece whole, {@link ipckit.fan.output.OrderedOutput} puts the output of parallel work in order,
 * and {@link ipckit.fan.output.LineTag} puts the number of the child before each record.
 *
 * <p>Every verb of the program that orders output uses {@code OrderedOutput}: {@code each} orders
 * the outputs of jobs, {@code split} orders the outputs of blocks, and {@code serve} orders the
 * answers to records.
 *
 * <p>This package uses the rooms {@code cli}, {@code pipe} and {@code memory}.
 */
package ipckit.fan.output;
