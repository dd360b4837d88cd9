/**
 * The standard streams of a program.
 *
 * <p>Reading order: {@link ipckit.common.cli.output.Console}, the standard streams of a command;
 * {@link ipckit.common.cli.output.TextOutput}, buffered text on standard output; {@link
 * ipckit.common.cli.output.JsonWriter} and {@link ipckit.common.cli.output.TextTable}, the two
 * forms in which lists are printed; {@link ipckit.common.cli.output.ProcessTreeView}, the forms of
 * a tree of processes; {@link ipckit.common.cli.output.Progress}, a line that is redrawn on a
 * terminal; {@link ipckit.common.cli.output.Quantities} and {@link
 * ipckit.common.cli.output.Timestamps}, the text of numbers and instants.
 *
 * <p>Standard output carries data only. Messages and progress go to standard error. No {@code
 * java.time} formatter, {@code String.format} or JSON library is used, because each costs
 * milliseconds at first use. This package uses only the package {@code ipckit.common}.
 */
package ipckit.common.cli.output;
