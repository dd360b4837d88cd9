/**
 * The verb {@code each}, which runs a command once for each record of standard input.
 *
 * <p>In reading order: {@link ipckit.fan.each.EachCommand} turns the options into an {@link
 * ipckit.fan.each.EachPlan}. A {@link ipckit.fan.each.JobPool} has a thread for each job slot. The
 * threads take records from a {@link ipckit.fan.each.RecordQueue} and run a {@link
 * ipckit.fan.each.Job} for each record; a {@link ipckit.fan.each.CommandTemplate} yields the words
 * of the command.
 *
 * <p>A {@link ipckit.fan.each.JobOutputPolicy} decides how the output of a job is written; the
 * {@link ipckit.fan.each.JobOutput} of a job is either the inherited standard output, or merged
 * line by line with other outputs, or spooled until the job is done. A {@link
 * ipckit.fan.each.JobLog} records the jobs that are done. {@link ipckit.fan.each.HaltCondition},
 * {@link ipckit.fan.each.JobTimeLimit}, {@link ipckit.fan.each.StartPacer} and {@link
 * ipckit.fan.each.JobProgress} implement the options {@code --halt}, {@code --timeout}, {@code
 * --delay} and {@code --progress}.
 *
 * <p>This package uses {@link ipckit.fan.pool}, {@link ipckit.fan.output}, and the packages {@code
 * cli}, {@code pipe} and {@code process} of {@code ipckit.common}.
 */
package ipckit.fan.each;
