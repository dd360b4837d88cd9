/**
 * The standard streams of a program.
 *
 * <p>The types in reading order:
 *
 * <ul>
 *   <li>{@link ipckit.common.cli.output.Console}: the three standard streams.
 *   <li>{@link ipckit.common.cli.output.TextOutput}: buffered text on standard output.
 *   <li>{@link ipckit.common.cli.output.JsonWriter} and {@link ipckit.common.cli.output.TextTable}:
 *       print lists as JSON or as tables. {@link ipckit.common.cli.output.JsonReader} reads JSON.
 *   <li>{@link ipckit.common.cli.output.ProcessTreeView}: prints a tree of processes in one of
 *       several forms.
 *   <li>{@link ipckit.common.cli.output.Progress}: a line that is redrawn on a terminal.
 *   <li>{@link ipckit.common.cli.output.Quantities} and {@link
 *       ipckit.common.cli.output.Timestamps}: format numbers and instants.
 * </ul>
 *
 * <p>Standard output carries data only. Messages and progress go to standard error. This package
 * uses no {@code java.time} formatter, no {@code String.format} and no JSON library, because each
 * of them costs milliseconds at first use. This package uses only the package {@code
 * ipckit.common}.
 */
package ipckit.common.cli.output;
