/**
 * Replaces the placeholders in the words of the user's command by the values of a job. A job has
 * one value or several, and each value is a sequence of bytes.
 *
 * <p>In reading order: {@link ipckit.fan.each.template.CommandTemplate} makes the words of the
 * command for each job. {@link ipckit.fan.each.template.PlaceholderSyntax} decides which texts are
 * placeholders. The other types are internal: {@code TemplatePart} is a part of a word, and {@code
 * ValueForm} is the part of a value that a placeholder selects, such as its basename.
 *
 * <p>No other class of the kit replaces placeholders. This package uses the root package of {@code
 * ipckit.common} and its package {@code process}.
 */
package ipckit.fan.each.template;
