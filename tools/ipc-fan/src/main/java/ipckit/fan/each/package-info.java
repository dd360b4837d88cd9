/**
 * The verb {@code each}, which runs a command once for each record of standard input, of files or
 * of the command line.
 *
 * <p>In reading order: {@link ipckit.fan.each.EachCommand} turns the options into an {@link
 * ipckit.fan.each.EachPlan}. A {@link ipckit.fan.each.JobPool} has a thread for each job slot. The
 * threads take records from a {@link ipckit.fan.each.RecordQueue} and run a {@link
 * ipckit.fan.each.Job} for each record. The package {@link ipckit.fan.each.input} yields the
 * records, and the package {@link ipckit.fan.each.template} yields the words of the command.
 *
 * <p>The package {@link ipckit.fan.each.output} writes the output of jobs. A {@link
 * ipckit.fan.joblog.JobLog} has a line for each job that is done. {@link
 * ipckit.fan.each.CommandPrinter} prints the commands for {@code --dry-run}. Four classes implement
 * one option each: {@link ipckit.fan.each.HaltCondition} ({@code --halt}), {@link
 * ipckit.fan.each.JobTimeLimit} ({@code --timeout}), {@link ipckit.fan.each.StartPacer} ({@code
 * --delay}) and {@link ipckit.fan.each.JobProgress} ({@code --progress}).
 *
 * <p>This package uses {@link ipckit.fan.each.input}, {@link ipckit.fan.each.output}, {@link
 * ipckit.fan.each.template}, {@link ipckit.fan.pool}, {@link ipckit.fan.output}, {@link
 * ipckit.fan.joblog}, and the packages {@code cli}, {@code pipe} and {@code process} of {@code
 * ipckit.common}.
 */
package ipckit.fan.each;
