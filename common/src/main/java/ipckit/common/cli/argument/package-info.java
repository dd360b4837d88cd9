/**
 * Declares the options and operands of a verb (a subcommand of a tool), and converts the words of a
 * command line to the values of the options and operands.
 *
 * <p>Reading order: {@link ipckit.common.cli.argument.Arguments} (declares the options and operands
 * of a verb), {@link ipckit.common.cli.argument.Argument} (one option or operand), {@link
 * ipckit.common.cli.argument.ParsedArguments} (the values of one command line), {@link
 * ipckit.common.cli.argument.Completion} (the words that a shell offers for a value).
 *
 * <p>The other types are internal. The library picocli decides which words belong to which
 * argument. The class {@code ArgumentParser} then checks and converts the words, so that all errors
 * have the same form. picocli also writes the help page, from the same declarations. The
 * annotations of picocli are not used, because they would make each start of a program 32 ms
 * slower.
 *
 * <p>This package uses {@code cli.value}, {@code cli} and picocli.
 */
package ipckit.common.cli.argument;
