/**
 * Declared options and operands of a verb, and the parser that turns words into their values.
 *
 * <p>Reading order: {@link ipckit.common.cli.argument.Arguments}, on which a command declares what
 * it accepts; {@link ipckit.common.cli.argument.Argument}, one declaration and the key of its
 * value; {@link ipckit.common.cli.argument.ParsedArguments}, the values of a command line; {@link
 * ipckit.common.cli.argument.Completion}, what a shell offers for a value.
 *
 * <p>The other types are internal. The parser has picocli assign the words to options and operands,
 * and then checks and converts them itself, so that all errors have the same form. The help page is
 * written by picocli from the same model. picocli is used through its programmatic model only,
 * because its annotations cost 32 ms at each start.
 *
 * <p>Uses {@code cli.value}, {@code cli} and picocli.
 */
package ipckit.common.cli.argument;
