/**
 * Writes the completions of all programs for bash, zsh and fish from the programs' declarations.
 *
 * <p>{@link ipckit.dist.completion.CompletionFiles} is the entry: it returns the text of every file
 * of {@code completions/}, or writes the files. A {@link ipckit.dist.completion.VerbDeclaration}
 * holds the options and operands of one verb. Each shell has a {@link
 * ipckit.dist.completion.CompletionWriter}, which fills the lists of options and operands into a
 * script of this package's resources. A script contains the parts that are the same for every
 * program.
 *
 * <p>Uses {@code cli.argument}, {@code cli.runner} and {@code dist.training}, which lists the
 * programs. The image contains nothing of this package.
 */
package ipckit.dist.completion;
