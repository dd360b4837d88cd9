/**
 * Turns the records of the verb {@code each} into the values of jobs. A {@link
 * ipckit.fan.each.input.ColumnSplitter} divides a record into columns.
 *
 * <p>This package uses the packages {@code process} and the root package of {@code ipckit.common}.
 */
package ipckit.fan.each.input;
