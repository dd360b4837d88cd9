/**
 * The declaration of a program and its verbs, and the runner that turns a command line into an exit
 * code.
 *
 * <p>Reading order: {@link ipckit.common.cli.runner.Program} and {@link
 * ipckit.common.cli.runner.Verb}, the declaration; {@link ipckit.common.cli.runner.Command}, the
 * action of a verb; {@link ipckit.common.cli.runner.Runner}, which finds the verb, parses the
 * arguments, runs the command, and reports a failure in one line.
 *
 * <p>The other types are internal: the lookup of a verb and the error messages for a wrong verb,
 * the synonyms that other tools use, the program's help page, and the exit code and message of each
 * exception.
 *
 * <p>This package uses {@code cli.argument}, {@code cli.output} and {@code cli}. It uses picocli
 * only to find the verb that is most similar to a mistyped verb.
 */
package ipckit.common.cli.runner;
