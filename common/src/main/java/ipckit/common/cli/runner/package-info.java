/**
 * The declaration of a program and its verbs (subcommands), and the runner, which runs a command
 * line and returns the exit code.
 *
 * <p>In reading order: {@link ipckit.common.cli.runner.Program} and {@link
 * ipckit.common.cli.runner.Verb} declare a program. A {@link ipckit.common.cli.runner.Command} is
 * the action of a verb. The {@link ipckit.common.cli.runner.Runner} finds the verb, parses the
 * arguments, runs the command, and reports a failure in one line.
 *
 * <p>The other types are internal. They look a verb up by its name, and print the program's help
 * page. For an unknown verb, they suggest a similar verb, or a verb with the same meaning (for
 * example {@code ls} for {@code list}). They also determine the exit code and the message for each
 * exception.
 *
 * <p>This package uses {@code cli.argument}, {@code cli.output} and {@code cli}. It uses picocli
 * only to find the verb that is most similar to a mistyped verb.
 */
package ipckit.common.cli.runner;
