/**
 * The output of the jobs of the verb {@code each}: standard output and standard error.
 *
 * <p>In reading order: an {@link ipckit.fan.each.output.OutputMode} is the user's choice. A {@link
 * ipckit.fan.each.output.JobOutputPolicy} makes a {@link ipckit.fan.each.output.JobOutput} for each
 * job by that mode. The other types are internal. {@code PipedOutput} reads the pipes from the
 * job's processes; a {@code JobStream} is one of the two streams. {@code GroupedOutput} holds the
 * output of a job until the job is done and has its {@code OutputTurn}. {@code LineOutput} writes
 * each line as soon as the line is complete; a {@code LineMerger} keeps lines whole.
 *
 * <p>This package uses {@link ipckit.fan.output}, and the packages {@code cli}, {@code pipe} and
 * {@code process} of {@code ipckit.common}.
 */
package ipckit.fan.each.output;
