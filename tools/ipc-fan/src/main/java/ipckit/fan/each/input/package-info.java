/**
 * The input of the verb {@code each}: records of standard input, of files, or of the command line,
 * which become the values of jobs.
 *
 * <p>In reading order: {@link ipckit.fan.each.input.CommandWords} divides the words after {@code
 * --} into the command and the lists after {@code :::}. {@link ipckit.fan.each.input.InputOptions}
 * declares the options, and {@link ipckit.fan.each.input.InputPlan} has their values. An {@link
 * ipckit.fan.each.input.ArgumentSource} yields the {@link ipckit.fan.each.input.JobArguments} of
 * one job after the other: {@code ArgumentCombinations} for each combination of values of several
 * {@code ValueSource}s, or {@code ArgumentBatches} for several values at a time. A {@link
 * ipckit.fan.each.input.ColumnSplitter} divides a record into columns.
 *
 * <p>This package uses {@link ipckit.fan.pool}, and the packages {@code cli}, {@code pipe} and
 * {@code process} of {@code ipckit.common}.
 */
package ipckit.fan.each.input;
