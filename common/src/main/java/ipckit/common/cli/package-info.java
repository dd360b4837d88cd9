/**
 * The command line and the output of the programs. No other package of {@code common} parses
 * arguments, prints messages, or uses exit codes.
 *
 * <ul>
 *   <li>{@code runner}: programs, their verbs (subcommands), the classes that implement the verbs
 *       (each is a {@code Command}), and the execution of a command line.
 *   <li>{@code argument}: declared options and operands, parsing, help pages.
 *   <li>{@code option}: groups of options that several verbs share.
 *   <li>{@code value}: conversion of durations, sizes and other values.
 *   <li>{@code output}: standard output and standard error, JSON, tables, progress.
 *   <li>This package: {@link ipckit.common.cli.ExitCode}, the exit codes of all programs.
 * </ul>
 *
 * <p>The constructor of a {@code Command} declares arguments. Its method {@code run} passes the
 * values of the arguments to the code that does the work, prints the result and returns an exit
 * code. A failure is an {@link ipckit.common.IpcException}: its category decides the exit code, and
 * its message is the error line.
 *
 * <p>The packages {@code runner} and {@code option} use {@code argument} and {@code output}. The
 * packages {@code argument} and {@code option} use {@code value}. All five sub-packages may use
 * this package and the package {@code ipckit.common}. Only {@code argument} and {@code runner} use
 * the library picocli.
 *
 * <p>The code is written for a short start-up time. Only the {@code Command} of the called verb is
 * constructed. Most verbs use no part of the JDK that costs milliseconds at first use: no regular
 * expressions, no {@code String.format}, and no formatters of {@code java.time}.
 */
package ipckit.common.cli;
