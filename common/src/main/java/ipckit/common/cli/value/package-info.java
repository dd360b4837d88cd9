/**
 * Converters between the text of an argument and its value: durations, sizes, rates, modes,
 * numbers, choices and paths.
 *
 * <p>A {@link ipckit.common.cli.value.Converter} is strict: it refuses a duration or rate without a
 * unit, negative values, overflow and trailing text. The error message quotes the refused text and
 * shows correct examples. A converter also formats values for the help page, and lists the values
 * that a shell offers for completion.
 *
 * <p>No converter uses a regular expression or {@code String.format}, which cost milliseconds at
 * first use. This package uses only the root package {@code ipckit.common}.
 */
package ipckit.common.cli.value;
