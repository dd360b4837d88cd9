/**
 * Writes the completions of all programs for bash, zsh and fish from the programs' declarations.
 *
 * <p>{@link ipckit.dist.completion.CompletionFiles} is the entry point: it returns the text of
 * every file of {@code completions/}, or writes the files. A {@link
 * ipckit.dist.completion.VerbDeclaration} contains the options and operands of one verb. This
 * package has one script for each shell as a resource. The script contains the text that is the
 * same for every program, and placeholders. A {@link ipckit.dist.completion.CompletionWriter}
 * replaces the placeholders by the options and operands of a program. {@link
 * ipckit.dist.completion.KitCompletion} writes the scripts of the command {@code ipckit}, which use
 * the scripts of the programs.
 *
 * <p>This package uses {@code cli.argument}, {@code cli.runner}, {@code dist.training} and {@code
 * multicall}, which lists the programs. The image that users install does not contain this package.
 */
package ipckit.dist.completion;
