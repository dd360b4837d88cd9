/**
 * The job log of {@code each --joblog}, a file with a line of JSON for each job that is done.
 *
 * <p>In reading order: {@link ipckit.fan.joblog.JobLogLine} is a line that is written. {@link
 * ipckit.fan.joblog.LoggedCommand} is the command that a line names. {@link
 * ipckit.fan.joblog.JobLog} appends lines to the file. {@link ipckit.fan.joblog.JobLogHistory}
 * reads the results of the jobs of earlier runs from the file.
 *
 * <p>This package uses the package {@code cli} of {@code ipckit.common}, and no package of this
 * program.
 */
package ipckit.fan.joblog;
