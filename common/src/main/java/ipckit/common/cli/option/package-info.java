/**
 * Options that verbs of several programs share. Each class declares one group of options.
 *
 * <p>{@link ipckit.common.cli.option.WaitOptions} limit a wait, {@link
 * ipckit.common.cli.option.FramingOptions} divide a stream into records, {@link
 * ipckit.common.cli.option.RetryOptions} are for records whose command failed, {@link
 * ipckit.common.cli.option.GcOptions} belong to the verb {@code gc} of each program, and {@link
 * ipckit.common.cli.option.TreeOptions} belong to the programs that start a tree of processes.
 *
 * <p>The constructor of a verb's {@code Command} creates an instance of one of these classes, and
 * the instance declares the options. When the verb runs, the instance returns the values of the
 * options. This package uses {@code cli.argument}, {@code cli.output}, {@code cli.value}, {@code
 * cli} and the root of {@code common}.
 */
package ipckit.common.cli.option;
