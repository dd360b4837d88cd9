/**
 * What a user types and what a user sees: the runner, exit codes, converters of values, tables,
 * JSON and progress. No other room reads {@code argv}, prints, or knows a code.
 *
 * <p>A program is a {@link ipckit.common.cli.runner.Program} with {@link
 * ipckit.common.cli.runner.Verb verbs}. A verb's {@link ipckit.common.cli.runner.Command} declares
 * its arguments in its constructor, turns the parsed values into a record of its own, makes one
 * call and prints. {@link ipckit.common.cli.runner.Runner} finds the verb, parses, runs, and turns
 * whatever happened into one line and one code; only {@code main} exits.
 *
 * <p>picocli splits the words of a command line and writes the help, by its programmatic model
 * only: its annotations cost reflection, and starting up costs more than most commands do. It sees
 * nothing but strings; values are converted here, which makes one kind of message for all of them.
 * For the same reason there is no regular expression, {@code String.format} or {@code java.time}
 * formatter in this room, and only the verb that is called gets a model.
 *
 * <p>Standard output carries data only. It is written unbuffered through {@link
 * ipckit.common.cli.output.Console#stdout()}, or as text through {@link
 * ipckit.common.cli.output.Console#text()}, which buffers and, unlike {@code System.out}, reports
 * that nobody reads any more. Everything else goes to standard error.
 */
package ipckit.common.cli;
