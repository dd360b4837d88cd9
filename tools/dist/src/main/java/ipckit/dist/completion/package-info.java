/**
 * Writes the completions of all programs for bash, zsh and fish from the programs' declarations.
 *
 * <p>{@link ipckit.dist.completion.CompletionFiles} is the entry: it returns the text of every file
 * of {@code completions/}, or writes them. A {@link ipckit.dist.completion.VerbDeclaration} is what
 * a shell needs to know of one verb. Each shell has a {@link
 * ipckit.dist.completion.CompletionWriter}, which fills the lists of options and operands into a
 * script of this package's resources; the scripts hold what is the same for every program.
 *
 * <p>Uses {@code cli.argument}, {@code cli.runner} and {@code dist.training}, which lists the
 * programs. Nothing of this package is in the image.
 */
package ipckit.dist.completion;
