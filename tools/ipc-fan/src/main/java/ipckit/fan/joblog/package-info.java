/**
 * The job log of {@code each --joblog}, a file with a line of JSON for each job that is done.
 *
 * <p>In reading order: {@link ipckit.fan.joblog.JobLogLine} is a line that is written. {@link
 * ipckit.fan.joblog.LoggedCommand} is the command that a line names. {@link
 * ipckit.fan.joblog.JobLog} appends lines to the file. {@link ipckit.fan.joblog.JobLogReader} reads
 * the results of the {@linkplain ipckit.fan.joblog.LoggedJob jobs} of earlier runs of {@code each}
 * from the file, for {@link ipckit.fan.joblog.SucceededJobs} and {@link
 * ipckit.fan.joblog.FailedJobs}. Both find a job by its {@link ipckit.fan.joblog.JobDigest}. {@code
 * SucceededJobs} stores the digests in a {@link ipckit.fan.joblog.DigestSet}.
 *
 * <p>This package uses the package {@code cli} of {@code ipckit.common}, and no package of this
 * program.
 */
package ipckit.fan.joblog;
