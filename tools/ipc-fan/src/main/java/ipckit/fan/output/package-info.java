/**
 * Writes standard output from several threads. {@link ipckit.fan.output.SharedStdout} keeps the
 * bytes of one write together, {@link ipckit.fan.output.OrderedOutput} puts the output of parallel
 * work in order, and {@link ipckit.fan.output.LineTag} puts the number of the child before each
 * record.
 *
 * <p>Every verb of the program that orders output uses {@code OrderedOutput}: {@code each} orders
 * the outputs of jobs, {@code split} orders the outputs of blocks, and {@code serve} orders the
 * answers to records.
 *
 * <p>This package uses the packages {@code cli}, {@code pipe} and {@code memory} of {@code
 * ipckit.common}.
 */
package ipckit.fan.output;
