/**
 * The command line and the output of the programs. Only this package and its subpackages read
 * {@code argv}, print, and use exit codes.
 *
 * <ul>
 *   <li>{@code runner}: programs, verbs and commands; from a command line to an exit code.
 *   <li>{@code argument}: declared options and operands, parsing, help pages.
 *   <li>{@code option}: groups of options that several verbs share.
 *   <li>{@code value}: conversion of durations, sizes and other values.
 *   <li>{@code output}: standard output and standard error, JSON, tables, progress.
 *   <li>This package: {@link ipckit.common.cli.ExitCode}, the exit codes of all programs.
 * </ul>
 *
 * <p>The constructor of a command declares arguments. The command's method {@code run} passes the
 * values of the arguments to the code that does the work, prints the result and returns an exit
 * code. A failure is an {@link ipckit.common.IpcException}: its category decides the exit code, and
 * its message is the error line.
 *
 * <p>The packages depend on each other in this order: {@code runner} and {@code option} use {@code
 * argument} and {@code output}, {@code argument} uses {@code value}, and all five may use this
 * package and the root of {@code common}. Only {@code argument} and {@code runner} use picocli.
 *
 * <p>The code is written for a short start-up time: only the command of the called verb is
 * constructed, and classes of the JDK that cost milliseconds at first use (regular expressions,
 * {@code String.format}, {@code java.time} formatters) are avoided.
 */
package ipckit.common.cli;
