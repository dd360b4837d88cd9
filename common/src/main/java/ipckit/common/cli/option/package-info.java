/**
 * Options that verbs of several programs share, each group declared in one class.
 *
 * <p>{@link ipckit.common.cli.option.WaitOptions} limit a wait, {@link
 * ipckit.common.cli.option.FramingOptions} divide a stream into records, {@link
 * ipckit.common.cli.option.RetryOptions} say what happens to a record whose command failed, {@link
 * ipckit.common.cli.option.GcOptions} are those of every {@code gc}, and {@link
 * ipckit.common.cli.option.TreeOptions} those of the textbook's trees of processes.
 *
 * <p>A command makes an instance in its constructor, which declares the options, and asks the
 * instance for their values when it runs. Uses {@code cli.argument}, {@code cli.output}, {@code
 * cli.value}, {@code cli} and the root of {@code common}.
 */
package ipckit.common.cli.option;
