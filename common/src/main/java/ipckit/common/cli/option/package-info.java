/**
 * Options that verbs (subcommands) of several programs share. Each class declares one group of
 * options:
 *
 * <ul>
 *   <li>{@link ipckit.common.cli.option.WaitOptions} limit the time that a verb waits.
 *   <li>{@link ipckit.common.cli.option.FramingOptions} select how a stream is divided into
 *       records.
 *   <li>{@link ipckit.common.cli.option.RetryOptions} select what happens to a record whose command
 *       failed.
 *   <li>{@link ipckit.common.cli.option.GraceOption} limits the time for which a command may work
 *       after a signal.
 *   <li>{@link ipckit.common.cli.option.KillAfterOption} is the time between TERM and KILL when a
 *       verb ends processes.
 *   <li>{@link ipckit.common.cli.option.GcOptions} are the options of the verb {@code gc}.
 *   <li>{@link ipckit.common.cli.option.TreeOptions} are the options of a verb that starts a tree
 *       of processes.
 * </ul>
 *
 * <p>The constructor of a verb's {@code Command} creates an instance of such a class. The instance
 * declares the options, and returns their values when the verb runs.
 *
 * <p>This package uses {@code cli.argument}, {@code cli.output}, {@code cli.value}, {@code cli} and
 * the root of {@code common}.
 */
package ipckit.common.cli.option;
