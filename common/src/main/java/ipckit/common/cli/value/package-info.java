/**
 * Converters between the text of an argument and its value: durations, sizes, rates, modes,
 * numbers, choices and paths.
 *
 * <p>A {@link ipckit.common.cli.value.Converter} is strict: it refuses a number without a unit,
 * negative values, overflow and trailing text. Its errors quote the text and show correct ones. It
 * also formats a value for the help, and names the values that a shell offers.
 *
 * <p>No converter uses a regular expression or {@code String.format}, which cost milliseconds at
 * first use. Uses the root of {@code common} only.
 */
package ipckit.common.cli.value;
